from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import join_words

from .. import actions
from ..day import arrangement_of, day_of, open_tasks
from ..rules import Refused, lateness, moved
from ..shell import find_case

_TASKS_SHOWN = 200


@require_safe
@for_roles(*DESK_ROLES)
def day(request):
    """Ma journée: what waits, in the blocks and the order the person chose."""
    shown = day_of(request.actor)
    context = {
        "main_blocks": [one for one in shown if not one.block.aside],
        "aside_blocks": [one for one in shown if one.block.aside],
        "waiting": join_words([one.words for one in shown if one.words]),
        "today": timezone.localdate(),
    }
    return render(request, "cases/day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def day_arrange(request):
    """Which blocks, in which order; one gesture at a time, with or without script."""
    arranged = arrangement_of(request.actor)
    if request.method == "POST":
        key = request.POST.get("bloc", "")
        _arrange(request.actor, arranged, key=key, gesture=request.POST.get("geste", ""))
        anchor = f"#bloc-{key}" if key in arranged.keys else ""
        return redirect(f"{reverse('cases:day_arrange')}{anchor}")
    lines = [{"block": block, "hidden": block.key in arranged.hidden} for block in arranged.blocks]
    columns = [
        ("Au centre", [line for line in lines if not line["block"].aside]),
        ("Sur le côté", [line for line in lines if line["block"].aside]),
    ]
    return render(request, "cases/day_arrange.html", {"columns": columns})


def _arrange(actor, arranged, *, key: str, gesture: str) -> None:
    """Do what the button says; a block or a gesture that does not exist changes nothing."""
    if gesture == "defaut":
        actions.forget_arrangement(actor=actor)
    known = {block.key: block for block in arranged.blocks}
    if key not in known:
        return
    order, hidden = arranged.keys, set(arranged.hidden)
    if gesture in {"monter", "descendre"}:
        row = [block.key for block in arranged.blocks if block.aside == known[key].aside]
        order = moved(order, key, among=row, down=gesture == "descendre")
    hidden = hidden | {key} if gesture == "ranger" else hidden
    hidden = hidden - {key} if gesture == "montrer" else hidden
    actions.arrange_day(actor=actor, order=order, hidden=sorted(hidden))


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
