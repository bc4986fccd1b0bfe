"""A colleague leaves: what it had in hand goes to others, and its access ends."""

import uuid
from collections import Counter

from django.db import transaction
from django.urls import reverse

from faitiere.apps.accounts.actions import end_access
from faitiere.apps.accounts.models import User
from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import CaseAssigned
from faitiere.lib.numbers import count

from ..handover import InHand
from .follow_up import give


@transaction.atomic
def hand_over(*, actor, held: InHand, takers: dict[uuid.UUID, User], task_takers: dict[uuid.UUID, User]) -> None:
    """Give each case and each task to its taker; every taker is told once, whatever it gets."""
    for case in held.cases:
        give(actor=actor, case=case, advisor=takers[case.pk])
    for task in held.tasks:
        task.assignee = task_takers[task.pk]
        task.save(update_fields=["assignee"])
        record(actor=actor, verb="task.assigned", target=task, case_id=task.case_id, to=str(task.assignee_id))
    mine = f"{reverse('cases:list')}?conseiller=moi"
    cases, tasks = Counter(takers.values()), Counter(task_takers.values())
    for user in {*cases, *tasks}:
        text = f"{count(cases[user], 'dossier')} et {count(tasks[user], 'tâche')} d'un collègue qui part"
        notify(actor=actor, people=[user], notification=CaseAssigned(text=text, path=mine))


@transaction.atomic
def see_off(*, actor, memberships, held: InHand, takers: dict, task_takers: dict) -> None:
    """Hand everything over and end the access, both or neither."""
    hand_over(actor=actor, held=held, takers=takers, task_takers=task_takers)
    end_access(actor=actor, memberships=memberships)
