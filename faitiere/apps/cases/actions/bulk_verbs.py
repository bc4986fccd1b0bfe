"""What a bulk action does to one case, and how it is taken back. A verb refuses with a sentence; it never half writes.

`refusal` reads only what `ready` loaded and the case itself: the preview calls it on thousands of rows.
"""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.models import User
from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import CaseAssigned
from faitiere.lib.numbers import count

from ..enums import BulkVerb, CaseStatus
from ..models import Case, Participant, Stage, Tag, Task
from ..permissions import colleagues_of
from ..rules import Refused
from .archiving import archive, restore
from .follow_up import give, set_stage
from .tags import tag_case, untag_case
from .tasks import NewTask, add_task
from .thread import unreachable, write_to_household

CHANGED_SINCE = "Changé depuis par quelqu'un : laissé tel quel."


@dataclass
class Assign:
    """Give the cases to an advisor (or to nobody)."""

    details: dict
    undoable = True
    _teams: dict = field(default_factory=dict)
    _given: dict = field(default_factory=dict)

    def __post_init__(self):
        chosen = self.details.get("advisor")
        self.advisor = User.objects.get(pk=chosen) if chosen else None

    def words(self) -> str:
        return f"Confier à {self.advisor}" if self.advisor else "Laisser sans conseiller"

    def refusal(self, case: Case) -> str:
        if self.advisor is None or case.advisor_id == self.advisor.pk:
            return ""
        partners = tuple(sorted(one.pk for one in case.partners.all()))
        team = (case.organisation_id, *partners)
        if team not in self._teams:
            self._teams[team] = set(colleagues_of(case).values_list("pk", flat=True))
        if self.advisor.pk in self._teams[team]:
            return ""
        return f"{self.advisor} ne travaille pas dans une structure de ce dossier."

    def do(self, actor, case: Case) -> tuple[dict, dict]:
        before = {"advisor": str(case.advisor_id or "")}
        self._give(actor, case, self.advisor)
        return before, {"advisor": str(case.advisor_id or "")}

    def undo(self, actor, case: Case, item) -> None:
        if str(case.advisor_id or "") != item.after["advisor"]:
            raise Refused(CHANGED_SINCE)
        former = User.objects.filter(pk=item.before["advisor"]).first() if item.before["advisor"] else None
        self._give(actor, case, former)

    def _give(self, actor, case: Case, to: User | None) -> None:
        if to is None or case.advisor_id != to.pk:
            give(actor=actor, case=case, advisor=to)
            self._given.setdefault(to, []).append(case.pk)

    def tell(self, actor) -> None:
        """Each advisor is told once of all it was given."""
        for to, cases in self._given.items():
            told = CaseAssigned(text=count(len(cases), "dossier"), path=f"{reverse('cases:list')}?conseiller=moi")
            if len(cases) == 1:
                told = CaseAssigned(case=Case.objects.get(pk=cases[0]))
            notify(actor=actor, people=[to] if to else [], notification=told)
        self._given = {}


@dataclass
class PutTag:
    """Put a tag on the cases; `away` takes it off."""

    details: dict
    away: bool = False
    undoable = True

    def __post_init__(self):
        self.tag = Tag.objects.get(pk=self.details["tag"])

    def words(self) -> str:
        return f"{'Retirer' if self.away else 'Ajouter'} l'étiquette « {self.tag} »"

    def refusal(self, case: Case) -> str:
        return ""

    def do(self, actor, case: Case) -> tuple[dict, dict]:
        write = untag_case if self.away else tag_case
        return {}, {"changed": write(actor=actor, case=case, tag=self.tag)}

    def undo(self, actor, case: Case, item) -> None:
        if item.after["changed"]:
            write = tag_case if self.away else untag_case
            write(actor=actor, case=case, tag=self.tag)


@dataclass
class GiveTask:
    """Add the same task to each case, for its advisor or for the person who asks."""

    details: dict
    undoable = True

    def words(self) -> str:
        return f"Ajouter la tâche « {self.details['title']} »"

    def refusal(self, case: Case) -> str:
        return "Dossier terminé : aucune tâche n'est ajoutée." if case.status not in _LIVE else ""

    def do(self, actor, case: Case) -> tuple[dict, dict]:
        due = dt.date.fromisoformat(self.details["due_on"])
        assignee = case.advisor if self.details["to"] == "advisor" and case.advisor else actor.user
        task = add_task(actor=actor, case=case, task=NewTask(self.details["title"], due, assignee))
        return {}, {"task": str(task.pk)}

    def undo(self, actor, case: Case, item) -> None:
        task = Task.objects.filter(pk=item.after["task"], done_at__isnull=True).first()
        if task is None:
            raise Refused("La tâche est déjà faite : elle reste.")
        record(actor=actor, verb="task.removed", target=task, case_id=case.pk)
        task.delete()


@dataclass
class MoveStage:
    """Move the cases to a stage of their own kind of project."""

    details: dict
    undoable = True

    def __post_init__(self):
        self.stage = Stage.objects.get(pk=self.details["stage"])

    def words(self) -> str:
        return f"Passer à l'étape « {self.stage} »"

    def refusal(self, case: Case) -> str:
        if case.project_kind != self.stage.project_kind:
            return "Cette étape n'est pas celle d'un projet de cette nature."
        return "Dossier terminé : son étape ne change plus." if case.status not in _LIVE else ""

    def do(self, actor, case: Case) -> tuple[dict, dict]:
        before = {"stage": str(case.stage_id)}
        set_stage(actor=actor, case=case, stage=self.stage)
        return before, {"stage": str(self.stage.pk)}

    def undo(self, actor, case: Case, item) -> None:
        if str(case.stage_id) != item.after["stage"]:
            raise Refused(CHANGED_SINCE)
        former = Stage.objects.filter(pk=item.before["stage"]).first()
        if former is None:
            raise Refused("L'étape d'avant n'existe plus.")
        set_stage(actor=actor, case=case, stage=former)


@dataclass
class WriteMessage:
    """Write the same message to each household. What is sent cannot be taken back."""

    details: dict
    undoable = False
    _followers: dict[uuid.UUID, list] | None = None

    def words(self) -> str:
        return f"Écrire « {self.details['subject']} »"

    def ready(self, case_ids) -> None:
        self._followers = defaultdict(list)
        followers = Participant.objects.filter(Participant.active_on(timezone.localdate()), can_view_space=True)
        for part in followers.filter(case_id__in=case_ids).select_related("person"):
            self._followers[part.case_id].append(part.person)

    def refusal(self, case: Case) -> str:
        if case.status not in _LIVE:
            return "Dossier terminé : personne n'est dérangé."
        known = self._followers
        people = [part.person for part in case.followers()] if known is None else known.get(case.pk, [])
        by_post = [one for one in people if case.reaches_by_post(one)]
        return unreachable(people, f"{self.details['subject']}\n{self.details['text']}", by_post=by_post)

    def do(self, actor, case: Case) -> tuple[dict, dict]:
        mails = write_to_household(actor=actor, case=case, subject=self.details["subject"], text=self.details["text"])
        return {}, {"mails": len(mails)}

    def undo(self, actor, case: Case, item) -> None:
        raise Refused("Un message parti ne se rattrape pas.")


@dataclass
class Archive:
    """Put finished cases out of sight; everything is kept."""

    details: dict
    undoable = True

    def words(self) -> str:
        return "Archiver"

    def refusal(self, case: Case) -> str:
        return "Déjà archivé." if case.status == CaseStatus.ARCHIVED else ""

    def do(self, actor, case: Case) -> tuple[dict, dict]:
        archive(actor=actor, case=case)
        return {}, {"status": CaseStatus.ARCHIVED}

    def undo(self, actor, case: Case, item) -> None:
        if case.status != CaseStatus.ARCHIVED:
            raise Refused(CHANGED_SINCE)
        restore(actor=actor, case=case)


_LIVE = {CaseStatus.OPEN, CaseStatus.PAUSED}
VERBS = {
    BulkVerb.ASSIGN: Assign,
    BulkVerb.TAG: PutTag,
    BulkVerb.UNTAG: lambda details: PutTag(details, away=True),
    BulkVerb.TASK: GiveTask,
    BulkVerb.STAGE: MoveStage,
    BulkVerb.MESSAGE: WriteMessage,
    BulkVerb.ARCHIVE: Archive,
}


def verb_of(run):
    """The verb of a bulk action, with its details; `Refused` when what it needs is gone."""
    try:
        return VERBS[BulkVerb(run.verb)](run.details)
    except (User.DoesNotExist, Tag.DoesNotExist, Stage.DoesNotExist):
        raise Refused("Ce que vous aviez choisi n'existe plus. Recommencez l'action.") from None
