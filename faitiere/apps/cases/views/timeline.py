from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import join_words

from .. import actions
from ..drafting import sends_draft
from ..enums import TemplateKind, Visibility
from ..filling import fields_left, fill, values_of_case
from ..forms import ComposerForm, PinForm, TaskForm
from ..models import MessageTemplate
from ..permissions import colleagues_of
from ..reading import STEP, readers_of, relance_text, tasks_of, thread_of
from ..rules import Refused
from ..shell import case_context, find_case, writing_words


def people_for_tasks(case, actor) -> list:
    """Whom a task may be given to: the desk of the case, and oneself."""
    colleagues = list(colleagues_of(case))
    return colleagues if actor.user in colleagues else [actor.user, *colleagues]


def task_form(request, people: list, data=None) -> TaskForm:
    return TaskForm(data, prefix="tache", actor=request.actor, colleagues=people)


def chosen_template(request) -> MessageTemplate | None:
    """The template named in the address (`?modele=`), if it is one of the territory's."""
    try:
        return MessageTemplate.objects.filter(pk=request.GET.get("modele", "")).first()
    except ValidationError:
        return None


def composer_of(case, parts: list, data=None, **kwargs) -> ComposerForm:
    """The composer of a case, for whom may be written to among its people (`parts`)."""
    private = case.project_kind == ProjectKind.CONDOMINIUM
    return ComposerForm(data, people=_addressees(case, parts), private=private, **kwargs)


def _composer(request, case, parts: list) -> ComposerForm:
    """An empty composer, or one ready to write to the household (`?ecrire=menage`, `?ecrire=relance`)."""
    asked = request.GET.get("ecrire", "")
    shared = Visibility.SHARED if asked in {"menage", "relance", "modele"} else Visibility.INTERNAL
    subject, text = "", relance_text(case) if asked == "relance" else ""
    if template := chosen_template(request):
        values = values_of_case(case, request.territory, parts=parts)
        shared, subject = Visibility.SHARED, fill(template.subject, values).text
        text = fill(template.text, values).text
    return composer_of(case, parts, initial={"visibility": shared, "subject": subject, "text": text})


def show_timeline(request, case, **forms):
    """The "Fil" tab; `forms` are the bound ones to show again with their errors."""
    upto = request.GET.get("jusqua", "")
    around = case_context(request, case, "cases:timeline")
    tasks, composer = tasks_of(case), forms.get("composer") or _composer(request, case, around["case_people"])
    people, asked = people_for_tasks(case, request.actor), request.GET.get("ecrire") == "modele"
    context = {
        "thread": thread_of(case, view=request.GET.get("vue", ""), upto=int(upto) if upto.isdecimal() else STEP),
        "notes": list(case.pinned_notes.select_related("author")),
        "tasks": tasks.todo,
        "done": tasks.done,
        "readers": readers_of(case),
        "composer": composer,
        "fields_left": fields_left(f"{composer['subject'].value() or ''}\n{composer['text'].value() or ''}"),
        "pin_form": forms.get("pin_form") or PinForm(prefix="postit"),
        "task_form": forms.get("task_form") or task_form(request, people),
        "today": timezone.localdate(),
        "writing": writing_words(case),
        "templates": MessageTemplate.objects.filter(kind=TemplateKind.MESSAGE).order_by("name") if asked else [],
        "colleagues": [one for one in people if one.pk != request.actor.user_id],
    }
    return render(request, "cases/timeline.html", around | context)


@require_safe
@for_roles(*DESK_ROLES)
def timeline(request, case_id):
    return show_timeline(request, find_case(request, case_id))


@require_POST
@for_roles(*DESK_ROLES)
@sends_draft
def write(request, case_id):
    """Add to the timeline: an internal line, or a message mailed to the household."""
    case = find_case(request, case_id)
    form = composer_of(case, list(case.active_participants()), request.POST)
    if not form.is_valid():
        return show_timeline(request, case, composer=form)
    given = form.cleaned_data
    try:
        if given["visibility"] == Visibility.SHARED:
            said = _send(request, case, given, person=form.people.get(given["to"]))
        else:
            _, told = actions.add_note(actor=request.actor, case=case, kind=given["kind"], text=given["text"])
            said = "Ajouté au fil, visible du guichet seulement."
            if told:
                said += f" {join_words([str(one) for one in told])} : prévenu par courriel."
    except Refused as refused:
        form.add_error("text", str(refused))
        return show_timeline(request, case, composer=form)
    messages.success(request, said)
    return redirect("cases:timeline", case_id)


def _addressees(case, parts: list) -> list:
    """Who may be written to one by one: members of a condominium's space, people of a house when they are several."""
    followers = [part.person for part in parts if part.can_view_space]
    if case.project_kind == ProjectKind.CONDOMINIUM:
        return [one for one in followers if one.can_be_written_to]
    reached = [one for one in followers if case.reaches(one)]
    return reached if len(reached) > 1 else []


def _send(request, case, given: dict, person=None) -> str:
    subject = given["subject"] or f"Message de {request.actor.label}, dossier {case.number}"
    letter = {"subject": subject, "text": given["text"]}
    mails = actions.write_to_household(actor=request.actor, case=case, person=person, **letter)
    return f"Envoyé à {', '.join(mail.recipient for mail in mails)}."


@require_POST
@for_roles(*DESK_ROLES)
@sends_draft
def note_pin(request, case_id):
    case, form = find_case(request, case_id), PinForm(request.POST, prefix="postit")
    if not form.is_valid():
        return show_timeline(request, case, pin_form=form)
    actions.pin(actor=request.actor, case=case, title=form.cleaned_data["title"], text=form.cleaned_data["text"])
    messages.success(request, "Post-it ajouté.")
    return redirect("cases:timeline", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def note_unpin(request, case_id, note_id):
    case = find_case(request, case_id)
    actions.unpin(actor=request.actor, note=get_object_or_404(case.pinned_notes, pk=note_id))
    messages.success(request, "Post-it retiré.")
    return redirect(reverse("cases:timeline", args=[case_id]))
