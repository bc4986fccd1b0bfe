"""Writers of tasks. A *relance* is a task that writes to the household when it is sent."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.lib.edits import merged

from ..enums import LetterKind, TaskKind, TaskOutcome
from ..filling import fields_left
from ..models import Case, PaperLetter, Task
from ..rules import Refused
from .thread import write_to_household


@dataclass(frozen=True)
class NewTask:
    """Something to do: `message` is the mail of a relance, empty otherwise."""

    title: str
    due_on: dt.date
    assignee: object | None = None
    kind: str = TaskKind.TASK
    message: str = ""


@transaction.atomic
def add_task(*, actor, case: Case, task: NewTask) -> Task:
    created = Task(case=case, kind=task.kind, title=task.title.strip(), due_on=task.due_on)
    created.message, created.assignee, created.created_by = task.message.strip(), task.assignee, actor.user
    created.save(force_insert=True)
    record(actor=actor, verb="task.added", target=created, case_id=case.pk, kind=str(task.kind))
    return created


def task_values(task: Task) -> dict:
    """What is said of a task, by field."""
    return {"title": task.title, "due_on": task.due_on, "assignee": str(task.assignee_id or "")}


def _still_to_do(task: Task) -> Task:
    """The task as it is kept, held until the end of the transaction; `Refused` when it is no longer to do."""
    kept = Task.objects.select_for_update().filter(pk=task.pk, done_at__isnull=True).first()
    if kept is None:
        raise Refused("Cette tâche a été faite ou supprimée entre-temps. Rien n'a changé.")
    return kept


@transaction.atomic
def change_task(*, actor, task: Task, given: dict, base: dict | None) -> None:
    """Change the words, the day or the assignee (`given`, as `task_values`) of a task to do.

    A value that somebody else changed since `base` raises `lib.edits.Conflict`; what only they changed stays.
    """
    kept = _still_to_do(task)
    now = task_values(kept)
    values = merged(base or now, given, now)
    changed = sorted(name for name, value in values.items() if value != now[name])
    if changed:
        kept.title, kept.due_on, kept.assignee_id = values["title"], values["due_on"], values["assignee"] or None
        kept.save(update_fields=["title", "due_on", "assignee"])
        record(actor=actor, verb="task.changed", target=kept, case_id=kept.case_id, fields=changed)


@transaction.atomic
def delete_task(*, actor, task: Task) -> None:
    """A task that is no longer to do goes, with its relance when it has one; the journal keeps its trace."""
    kept = _still_to_do(task)
    record(actor=actor, verb="task.deleted", target=kept, case_id=kept.case_id, kind=kept.kind)
    kept.delete()


@transaction.atomic
def tick(*, actor, task: Task) -> None:
    """Done. Ticking twice changes nothing."""
    if Task.objects.filter(pk=task.pk, done_at__isnull=True).update(done_at=timezone.now()):
        record(actor=actor, verb="task.done", target=task, case_id=task.case_id)


@transaction.atomic
def untick(*, actor, task: Task) -> None:
    """Not done after all."""
    if Task.objects.filter(pk=task.pk, done_at__isnull=False).update(done_at=None, outcome="", scheduled_at=None):
        record(actor=actor, verb="task.reopened", target=task, case_id=task.case_id)


@transaction.atomic
def schedule_relance(*, actor, task: Task, subject: str, text: str) -> None:
    """Let a relance leave by itself on its date, if nothing moves meanwhile. Raises `Refused` when it could not."""
    if left := fields_left(f"{subject}\n{text}"):
        raise Refused(f"Il reste à compléter : {', '.join(left)}. Écrivez ces mots à la place des accolades.")
    if not any(task.case.reaches(part.person) for part in task.case.followers()):
        raise Refused("Personne ne peut recevoir de courriel dans ce dossier. Ajoutez une adresse e-mail.")
    values = {"subject": subject.strip(), "message": text.strip(), "scheduled_at": timezone.now(), "outcome": ""}
    if not Task.objects.filter(pk=task.pk, done_at__isnull=True).update(**values):
        raise Refused("Cette relance est déjà partie. Le message est dans le fil du dossier.")
    record(actor=actor, verb="task.relance_scheduled", target=task, case_id=task.case_id)


@transaction.atomic
def send_relance(*, actor, task: Task, subject: str, text: str) -> list[OutgoingMail | PaperLetter]:
    """Write to the household and tick the task; claimed first, so that a double click sends one mail."""
    claimed = Task.objects.filter(pk=task.pk, done_at__isnull=True).update(
        done_at=timezone.now(), message=text.strip(), subject=subject.strip(), outcome=TaskOutcome.SENT
    )
    if not claimed:
        raise Refused("Cette relance est déjà partie. Le message est dans le fil du dossier.")
    sent = write_to_household(actor=actor, case=task.case, subject=subject, text=text)
    letters = [one.pk for one in sent if isinstance(one, PaperLetter)]
    PaperLetter.objects.filter(pk__in=letters).update(kind=LetterKind.RELANCE)
    record(actor=actor, verb="task.relance_sent", target=task, case_id=task.case_id)
    return sent
