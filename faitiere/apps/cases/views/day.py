from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..day import day_of, open_tasks
from ..rules import Refused, lateness
from ..shell import find_case

_TASKS_SHOWN = 200


@require_safe
@for_roles(*DESK_ROLES)
def day(request):
    """Ma journée: what waits, most pressing first."""
    return render(request, "cases/day.html", {"day": day_of(request.actor), "today": timezone.localdate()})


@require_safe
@for_roles(*DESK_ROLES)
def my_tasks(request):
    """Everything I have to do, late first."""
    tasks, today = list(open_tasks(request.actor)[:_TASKS_SHOWN]), timezone.localdate()
    late = sum(lateness(task.due_on, today) > 0 for task in tasks)
    return render(request, "cases/tasks.html", {"tasks": tasks, "late": late, "today": today})


@require_POST
@for_roles(*DESK_ROLES)
def take(request, case_id):
    """Take a request that nobody follows yet."""
    case = find_case(request, case_id)
    try:
        actions.take(actor=request.actor, case=case)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"Vous suivez maintenant le dossier {case.number}.")
    return redirect("cases:timeline", case_id)
