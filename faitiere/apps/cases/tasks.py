"""Jobs of the cases: tasks that fall due are told to whoever must do them."""

import datetime as dt

from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import TaskDue, TaskLate
from faitiere.apps.notifications.models import Notice
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from . import actions
from .models import Case, Task

# A task is told late once, the day after; an old one that was never told is not raised again for years.
_LATE_DAYS = 30


@job()
def tell_tasks() -> None:
    """Tell each person of its tasks of the day and of those late. Runs often; each task is told once of each."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            tell_tasks_of(territory)


def tell_tasks_of(territory) -> None:
    """The tasks of the territory in scope."""
    actor, today = system_actor(territory), timezone.localdate()
    tasks = Task.objects.filter(done_at=None, assignee__isnull=False, case__in=Case.objects.live())
    since = today - dt.timedelta(days=_LATE_DAYS)
    recent = tasks.filter(due_on__lte=today, due_on__gt=since)
    told = Notice.objects.filter(kind__in=[TaskDue.kind, TaskLate.kind], created_at__date__gte=since)
    known = set(told.values_list("once", flat=True))
    for task in recent.select_related("case", "assignee"):
        kind = TaskDue if task.due_on == today else TaskLate
        once = f"{kind.kind}:{task.pk}:{task.due_on.isoformat()}"
        if once in known:
            continue
        notify(actor=actor, people=[task.assignee], notification=kind(case=task.case, text=task.title, once=once))


@job()
def keep_no_longer() -> None:
    """Announce the cases near the end of what is kept, and erase those whose time is up."""
    today = timezone.localdate()
    for territory in Territory.objects.all():
        with territory_scope(territory):
            actor = system_actor(territory)
            actions.erase_when_due(actor=actor, today=today)
            actions.warn_of_erasure(actor=actor, today=today)
