from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..enums import TaskKind
from ..forms import RelanceForm
from ..reading import relance_text
from ..rules import Refused
from ..shell import case_context, find_case
from .timeline import show_timeline, task_form


def _back(request, case_id):
    """Where the button was pressed: the case, my day or my tasks."""
    asked = request.POST.get("retour", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/"):
        return redirect(asked)
    return redirect("cases:timeline", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def task_add(request, case_id):
    case = find_case(request, case_id)
    form = task_form(request, case, request.POST)
    if not form.is_valid():
        return show_timeline(request, case, task_form=form)
    task = actions.add_task(actor=request.actor, case=case, task=form.task())
    if task.kind == TaskKind.RELANCE:
        messages.success(request, "Relance préparée. Relisez-la avant de l'envoyer.")
        return redirect("cases:relance", case_id, task.pk)
    messages.success(request, "Tâche ajoutée.")
    return redirect("cases:timeline", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def task_tick(request, case_id, task_id):
    task = get_object_or_404(find_case(request, case_id).tasks, pk=task_id)
    actions.tick(actor=request.actor, task=task)
    undo = reverse("cases:task_untick", args=[case_id, task_id])
    messages.success(request, f"Tâche terminée : {task.title}.", extra_tags=f"undo:{undo}")
    return _back(request, case_id)


@require_POST
@for_roles(*DESK_ROLES)
def task_untick(request, case_id, task_id):
    task = get_object_or_404(find_case(request, case_id).tasks, pk=task_id)
    actions.untick(actor=request.actor, task=task)
    messages.success(request, f"Tâche à faire de nouveau : {task.title}.")
    return _back(request, case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def relance(request, case_id, task_id):
    """Read the mail of a relance, then send it with one click."""
    case = find_case(request, case_id)
    task = get_object_or_404(case.tasks.filter(kind=TaskKind.RELANCE), pk=task_id)
    ready = {"subject": f"Votre projet de rénovation, dossier {case.number}", "text": task.message}
    form = RelanceForm(request.POST or None, initial=ready if task.message else ready | {"text": relance_text(case)})
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.send_relance(actor=request.actor, task=task, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Relance envoyée à {', '.join(mail.recipient for mail in sent)}.")
            return redirect("cases:timeline", case_id)
    recipients = [part.person for part in case.followers() if part.person.email]
    context = {"task": task, "form": form, "recipients": recipients}
    return render(request, "cases/relance.html", case_context(request, case, "cases:timeline") | context)
