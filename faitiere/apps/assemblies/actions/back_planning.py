"""Writer of the tasks that a meeting gives its case."""

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import NewTask, add_task
from faitiere.apps.cases.models import Case, Task

from ..back_planning import steps, title_of
from ..models import GeneralMeeting
from ..rules import Refused


@transaction.atomic
def add_meeting_tasks(*, actor, case: Case, meeting: GeneralMeeting) -> int:
    """One task a deadline still to come, for the advisor of the case. A deadline that has its task keeps it.

    Raises `Refused` when every deadline is gone by.
    """
    today = timezone.localdate()
    coming = [step for step in steps(meeting, meeting.resolutions.all()) if step.task and step.due_on >= today]
    if not coming:
        raise Refused("Toutes les échéances de cette assemblée sont passées.")
    known = set(Task.objects.filter(case=case, done_at__isnull=True).values_list("title", "due_on"))
    fresh = [step for step in coming if (title_of(step, meeting), step.due_on) not in known]
    for step in fresh:
        add_task(actor=actor, case=case, task=NewTask(title_of(step, meeting), step.due_on, assignee=case.advisor))
    record(actor=actor, verb="meeting.tasks_added", target=meeting, case_id=case.pk, tasks=len(fresh))
    return len(fresh)
