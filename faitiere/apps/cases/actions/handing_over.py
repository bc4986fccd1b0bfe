"""A colleague leaves: what it had in hand goes to others, and its access ends."""

import uuid
from collections import Counter

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actions import end_access
from faitiere.apps.accounts.models import User
from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import CaseAssigned
from faitiere.lib.numbers import count

from ..handover import Holding, InHand, Thing
from ..rules import Refused
from .follow_up import give
from .tasks import NewTask, add_task


@transaction.atomic
def hand_over(*, actor, held: InHand, takers: dict[uuid.UUID, User], piece_takers: dict[uuid.UUID, User]) -> list[str]:
    """Give each case, each task and each thing to its taker; every taker is told once of its cases and tasks.

    Returns what could not change hands, in sentences: each is also a task of its taker, for today.
    """
    for case in held.cases:
        give(actor=actor, case=case, advisor=takers[case.pk])
    for task in held.tasks:
        task.assignee = piece_takers[task.pk]
        task.save(update_fields=["assignee"])
        record(actor=actor, verb="task.assigned", target=task, case_id=task.case_id, to=str(task.assignee_id))
    mine = f"{reverse('cases:list')}?conseiller=moi"
    cases, tasks = Counter(takers.values()), Counter(piece_takers[task.pk] for task in held.tasks)
    for user in {*cases, *tasks}:
        text = f"{count(cases[user], 'dossier')} et {count(tasks[user], 'tâche')} d'un collègue qui part"
        notify(actor=actor, people=[user], notification=CaseAssigned(text=text, path=mine))
    given = [
        _give_thing(actor, holding, thing, piece_takers[thing.pk])
        for holding, things in held.things
        for thing in things
    ]
    return [sentence for sentence in given if sentence]


def _give_thing(actor, holding: Holding, thing: Thing, to: User) -> str:
    """ "" once it has changed hands; else why it did not, which its taker has to settle today."""
    try:
        holding.give(actor=actor, row=thing.row, to=to)
    except Refused as refused:
        task = NewTask(title=f"À déplacer : {thing.title}"[:200], due_on=timezone.localdate(), assignee=to)
        add_task(actor=actor, case=thing.case, task=task)
        return f"{thing.title}, {thing.case.title} ({thing.case.number}) : {refused}"
    return ""


@transaction.atomic
def see_off(*, actor, memberships, held: InHand, takers: dict, piece_takers: dict) -> list[str]:
    """Hand everything over and end the access, both or neither; returns what could not change hands."""
    left = hand_over(actor=actor, held=held, takers=takers, piece_takers=piece_takers)
    end_access(actor=actor, memberships=memberships)
    return left
