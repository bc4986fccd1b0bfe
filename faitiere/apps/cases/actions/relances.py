"""A relance that leaves by itself on its date, unless the case moved."""

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from faitiere.apps.accounts.actors import Actor, actor_for, system_actor
from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import RelanceStopped

from ..enums import CaseStatus, EntryKind, TaskOutcome
from ..models import Task
from ..rules import Refused, relance_is_useless
from .tasks import send_relance
from .thread import add_entry


def _signed_by(task: Task, territory) -> Actor:
    """In whose name a relance leaves: the one it was given to, while that person works here."""
    actor = actor_for(task.assignee, territory) if task.assignee else system_actor(territory)
    return actor if actor.is_staff else system_actor(territory)


def _moved(task: Task) -> bool:
    exchanges = task.case.entries.aggregate(
        answered=Max("at", filter=Q(from_household=True)),
        talked=Max("at", filter=Q(kind__in=[EntryKind.CALL, EntryKind.MEETING])),
    )
    return relance_is_useless(
        prepared_at=task.scheduled_at, answered_at=exchanges["answered"], talked_at=exchanges["talked"]
    )


def _set_aside(task: Task, outcome: str, why: str, *, actor: Actor, done: bool) -> bool:
    """The relance does not leave, and the case says why. Claimed: told once. True when this call did it."""
    values = {"outcome": outcome, "scheduled_at": None} | ({"done_at": timezone.now()} if done else {})
    if not Task.objects.filter(pk=task.pk, done_at__isnull=True, scheduled_at__isnull=False).update(**values):
        return False
    record(actor=actor, verb="task.relance_set_aside", target=task, case_id=task.case_id, outcome=str(outcome))
    add_entry(actor=actor, case=task.case, kind=EntryKind.NOTE, title=f"Relance non envoyée : {task.title}", text=why)
    return True


@transaction.atomic
def send_due_relance(*, task: Task, territory) -> str:
    """Send a relance whose date has come, unless the case moved or cannot be written to; returns its outcome."""
    platform = system_actor(territory)
    if task.case.status != CaseStatus.OPEN:
        why = f"Le dossier est {task.case.get_status_display().lower()}."
        _set_aside(task, TaskOutcome.BLOCKED, why, actor=platform, done=False)
        return TaskOutcome.BLOCKED
    if _moved(task):
        who = task.case.them.speaks
        why = f"{who[0].upper()}{who[1:]} a donné des nouvelles depuis qu'elle a été préparée."
        _set_aside(task, TaskOutcome.MOVED, why, actor=platform, done=True)
        return TaskOutcome.MOVED
    subject = task.subject or f"Votre projet de rénovation, dossier {task.case.number}"
    try:
        with transaction.atomic():
            send_relance(actor=_signed_by(task, territory), task=task, subject=subject, text=task.message)
    except Refused as refused:
        if _set_aside(task, TaskOutcome.BLOCKED, str(refused), actor=platform, done=False):
            people = [task.assignee] if task.assignee else []
            notify(actor=platform, people=people, notification=RelanceStopped(case=task.case, text=task.title))
        return TaskOutcome.BLOCKED
    return TaskOutcome.SENT
