from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles
from faitiere.lib.edits import Conflict
from faitiere.lib.numbers import date_words

from .. import actions
from ..drafting import sends_draft
from ..enums import TaskKind
from ..filling import fields_left, fill, values_of_case
from ..forms import RelanceForm, TaskChangeForm
from ..models import MessageTemplate
from ..reading import relance_text
from ..rules import Refused
from ..shell import case_context, find_case
from .timeline import chosen_template, people_for_tasks, show_timeline, task_form


def _asked_back(request) -> str:
    """The page of this site named in `retour`, "" when there is none."""
    asked = request.POST.get("retour") or request.GET.get("retour", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/") else ""


def _back(request, case_id):
    """Where the button was pressed: the case, my day or my tasks."""
    return redirect(_asked_back(request) or reverse("cases:timeline", args=[case_id]))


@require_POST
@for_roles(*DESK_ROLES)
@sends_draft
def task_add(request, case_id):
    case = find_case(request, case_id)
    form = task_form(request, people_for_tasks(case, request.actor), request.POST)
    if not form.is_valid():
        return show_timeline(request, case, task_form=form)
    task = actions.add_task(actor=request.actor, case=case, task=form.task())
    if task.kind == TaskKind.RELANCE:
        messages.success(request, "Relance préparée. Relisez-la avant de l'envoyer.")
        return redirect("cases:relance", case_id, task.pk)
    messages.success(request, "Tâche ajoutée.")
    return redirect("cases:timeline", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def task_change(request, case_id, task_id):
    """Change a task to do, then go back where the link was followed."""
    case = find_case(request, case_id)
    task = get_object_or_404(case.tasks.filter(done_at__isnull=True).select_related("assignee"), pk=task_id)
    people = people_for_tasks(case, request.actor)
    people += [task.assignee] if task.assignee and task.assignee not in people else []
    form = TaskChangeForm.of(task, request.POST or None, colleagues=people, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_task(actor=request.actor, task=task, given=form.given(), base=form.cleaned_data["base"])
        except Conflict as conflict:
            task.refresh_from_db()
            form.show_conflict(conflict, task)
        except Refused as refused:
            messages.error(request, str(refused))
            return _back(request, case_id)
        else:
            messages.success(request, "Tâche enregistrée.")
            return _back(request, case_id)
    context = {"form": form, "task": task, "back": _asked_back(request) or reverse("cases:timeline", args=[case_id])}
    return render(request, "cases/task_change.html", case_context(request, case, "cases:timeline") | context)


@require_POST
@for_roles(*DESK_ROLES)
def task_delete(request, case_id, task_id):
    """Take off a task that is no longer to do."""
    task = get_object_or_404(find_case(request, case_id).tasks, pk=task_id)
    try:
        actions.delete_task(actor=request.actor, task=task)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Tâche supprimée : {task.title}.")
    return _back(request, case_id)


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


def _letter(request, task, case) -> dict[str, str]:
    """The mail of a relance as first shown: a template's, the one prepared, or a plain one."""
    if template := chosen_template(request):
        values = values_of_case(case, request.territory)
        return {"subject": fill(template.subject, values).text, "text": fill(template.text, values).text}
    subject = task.subject or f"Votre projet de rénovation, dossier {case.number}"
    return {"subject": subject, "text": task.message or relance_text(case)}


def _leave(request, task, letter: dict[str, str]) -> str:
    """Send the relance now, or let it leave alone on its date; what to say of it."""
    if "plus_tard" in request.POST:
        actions.schedule_relance(actor=request.actor, task=task, **letter)
        who = task.case.them.speaks
        return f"La relance partira seule le {date_words(task.due_on)}, si {who} n'a pas donné de nouvelles."
    sent = actions.send_relance(actor=request.actor, task=task, **letter)
    return f"Relance envoyée à {', '.join(mail.recipient for mail in sent)}."


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
@sends_draft
def relance(request, case_id, task_id):
    """Read the mail of a relance, then send it with one click."""
    case = find_case(request, case_id)
    task = get_object_or_404(case.tasks.filter(kind=TaskKind.RELANCE), pk=task_id)
    form = RelanceForm(request.POST or None, initial=_letter(request, task, case))
    if request.method == "POST" and form.is_valid():
        try:
            said = _leave(request, task, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect("cases:timeline", case_id)
    context = {
        "task": task,
        "form": form,
        "recipients": [part.person for part in case.followers() if case.reaches(part.person)],
        "templates": MessageTemplate.objects.order_by("-kind", "name"),
        "fields_left": fields_left(f"{form['subject'].value()} {form['text'].value()}"),
    }
    return render(request, "cases/relance.html", case_context(request, case, "cases:timeline") | context)
