"""Jobs of the cases: relances on their date, tasks told, mails received, what is kept."""

import datetime as dt
import logging
import uuid
from functools import partial

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import TaskDue, TaskLate
from faitiere.apps.notifications.models import Notice
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from . import actions
from .addressing import Addressed, read_address
from .inbox import fetch_new
from .mail_reading import Received, read_mail
from .models import Case, Task

_FIRST_HOUR = 7
# A task is told late once, the day after; an old one that was never told is not raised again for years.
_LATE_DAYS = 30
_LOGGER = logging.getLogger(__name__)


@job(attempts=3)
def send_relances_of(territory_id: str) -> None:
    """Every relance of a territory whose date has come and that leaves alone."""
    territory = Territory.objects.get(pk=uuid.UUID(territory_id))
    with territory_scope(territory):
        due = Task.objects.filter(done_at__isnull=True, scheduled_at__isnull=False, due_on__lte=timezone.localdate())
        for task in due.select_related("case__organisation", "case__advisor", "assignee").order_by("due_on", "pk"):
            actions.send_due_relance(task=task, territory=territory)


def _everywhere(one_job) -> None:
    """One job a territory, by day only: nobody is written to at night."""
    if timezone.localtime().hour < _FIRST_HOUR:
        return
    for territory in Territory.objects.all():
        one_job.enqueue(territory_id=str(territory.pk))


@job()
def send_due_relances() -> None:
    _everywhere(send_relances_of)


def _addressed(received: Received) -> Addressed | None:
    """Where a mail goes: a proven case first, else the territory its address names, else the only one there is."""
    read = [found for address in received.recipients if (found := read_address(address))]
    if proven := next((one for one in read if one.case), None):
        return proven
    if read:
        return read[0]
    territories = list(Territory.objects.all()[:2])
    return Addressed(territories[0], None) if len(territories) == 1 else None


def keep_mail(raw: bytes, size: int, *, server: str = "") -> bool:
    """Keep a fetched mail; False leaves it in the mailbox, when it cannot be read or nobody knows whose it is.

    One mail made to break the reader must not stop those behind it; a database that is away stops them all.
    """
    try:
        return _keep_mail(raw, size, server=server)
    except DatabaseError:
        raise
    except Exception:
        _LOGGER.exception("a mail of %d bytes could not be kept", size)
        return False


def _keep_mail(raw: bytes, size: int, *, server: str) -> bool:
    received = read_mail(raw, server=server)
    addressed = _addressed(received)
    if addressed is None:
        return False
    if size > settings.INBOX_MAX_BYTES:
        words = f"Ce courriel de {size // 1024 // 1024} Mo est trop lourd : il est resté dans la boîte du guichet. "
        received = Received(
            **received.__dict__ | {"text": words + "Demandez un envoi plus léger, ou un dépôt dans l'espace projet."}
        )
    with territory_scope(addressed.territory):
        actions.receive(received=received, case=addressed.case, territory=addressed.territory)
    return True


@job(attempts=1)
def fetch_inbox() -> None:
    """Mails that came to the addresses of the cases."""
    if settings.INBOX and settings.INBOX_ADDRESS:
        fetch_new(partial(keep_mail, server=settings.INBOX_AUTHSERV))


@job()
def tell_tasks() -> None:
    """Tell each person of its tasks of the day and of those late. Runs often; each task is told once of each."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            tell_tasks_of(territory)


def tell_tasks_of(territory) -> None:
    """The tasks of the territory in scope."""
    actor, today = system_actor(territory), timezone.localdate()
    tasks = Task.objects.filter(done_at=None, assignee__isnull=False, scheduled_at=None, case__in=Case.objects.live())
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
