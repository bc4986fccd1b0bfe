from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.contacts.forms import TagForm
from faitiere.lib.access import for_roles
from faitiere.lib.edits import Conflict

from .. import actions
from ..forms import AdvisorForm, NextStepForm, ReasonForm, StageForm
from ..models import CaseTag, Stage, Tag
from ..permissions import colleagues_of
from ..retention import clock_of
from ..shell import case_context, find_case


def _stage_form(case, data=None) -> StageForm:
    stages = Stage.objects.filter(project_kind=case.project_kind).order_by("position")
    return StageForm(data, stages=stages, initial={"stage": str(case.stage_id), "base": str(case.stage_id)})


def _advisor_form(case, data=None) -> AdvisorForm:
    now = str(case.advisor_id or "")
    return AdvisorForm(data, colleagues=colleagues_of(case), initial={"advisor": now, "base": now})


def _show(request, case, **forms):
    """The follow-up of a case; `forms` are the bound ones to show again with their errors."""
    context = {
        "next_step_form": forms.get("next_step_form") or NextStepForm.of(case),
        "stage_form": forms.get("stage_form") or _stage_form(case),
        "advisor_form": forms.get("advisor_form") or _advisor_form(case),
        "pause_form": forms.get("pause_form") or ReasonForm(prefix="pause"),
        "close_form": forms.get("close_form") or ReasonForm(prefix="clore"),
        "clock": clock_of(case),
        "tag_form": forms.get("tag_form") or TagForm(prefix="etiquette"),
        "tags": tags_beside(case),
    }
    return render(request, "cases/follow_up.html", case_context(request, case, "") | context)


def tags_beside(case):
    """Every tag of the territory, by name; `is_on`: whether the case has it."""
    return list(Tag.objects.annotate(is_on=Exists(CaseTag.objects.filter(case=case, tag=OuterRef("pk")))))


@require_safe
@for_roles(*DESK_ROLES)
def follow_up(request, case_id):
    return _show(request, find_case(request, case_id))


@require_POST
@for_roles(*DESK_ROLES)
def next_step(request, case_id):
    case = find_case(request, case_id)
    form = NextStepForm.of(case, request.POST)
    if not form.is_valid():
        return _show(request, case, next_step_form=form)
    try:
        actions.revise_next_step(actor=request.actor, case=case, given=form.given(), base=form.cleaned_data["base"])
    except Conflict as conflict:
        form.show_conflict(conflict, case)
        return _show(request, case, next_step_form=form)
    messages.success(request, "Prochaine étape enregistrée.")
    return redirect("cases:timeline", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def stage(request, case_id):
    case = find_case(request, case_id)
    form = _stage_form(case, request.POST)
    if not form.is_valid():
        return _show(request, case, stage_form=form)
    base = form.cleaned_data["base"]
    try:
        kept = actions.revise_stage(actor=request.actor, case=case, stage=form.chosen(), base=base)
    except Conflict as conflict:
        now = find_case(request, case_id)
        form.show_conflict(conflict, name="stage", now=str(now.stage_id), words=now.stage.name)
        return _show(request, now, stage_form=form)
    seen = f"C'est visible {case.them.of} dans son espace."
    messages.success(request, f"Dossier à l'étape « {kept.stage.name} ». {seen}")
    return redirect("cases:timeline", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def advisor(request, case_id):
    case = find_case(request, case_id)
    form = _advisor_form(case, request.POST)
    if not form.is_valid():
        return _show(request, case, advisor_form=form)
    base = form.cleaned_data["base"]
    try:
        kept = actions.revise_advisor(actor=request.actor, case=case, advisor=form.chosen(), base=base).advisor
    except Conflict as conflict:
        now = find_case(request, case_id)
        form.show_conflict(conflict, name="advisor", now=str(now.advisor_id or ""), words=str(now.advisor or ""))
        return _show(request, now, advisor_form=form)
    messages.success(request, f"Dossier suivi par {kept}." if kept else "Personne ne suit plus ce dossier.")
    return redirect("cases:timeline", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def pause(request, case_id):
    case, form = find_case(request, case_id), ReasonForm(request.POST, prefix="pause")
    if not form.is_valid():
        return _show(request, case, pause_form=form)
    actions.pause(actor=request.actor, case=case, reason=form.cleaned_data["reason"])
    messages.success(request, "Dossier en pause.")
    return redirect("cases:timeline", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def close(request, case_id):
    case, form = find_case(request, case_id), ReasonForm(request.POST, prefix="clore")
    if not form.is_valid():
        return _show(request, case, close_form=form)
    actions.close(actor=request.actor, case=case, reason=form.cleaned_data["reason"])
    messages.success(request, "Dossier clos. Tout reste lisible.")
    return redirect("cases:timeline", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def reopen(request, case_id):
    case = find_case(request, case_id)
    actions.reopen(actor=request.actor, case=case)
    messages.success(request, "Dossier repris. Donnez-lui une suite.")
    return redirect("cases:follow_up", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def tag_add(request, case_id):
    """Put a tag on the case, made when the territory has none of that name."""
    case, form = find_case(request, case_id), TagForm(request.POST, prefix="etiquette")
    if not form.is_valid():
        return _show(request, case, tag_form=form)
    tag = actions.name_tag(actor=request.actor, name=form.cleaned_data["name"])
    put = actions.tag_case(actor=request.actor, case=case, tag=tag)
    messages.success(request, f"Étiquette « {tag} » posée." if put else f"Le dossier porte déjà « {tag} ».")
    return redirect(f"{reverse('cases:follow_up', args=[case_id])}#etiquettes-t")


@require_POST
@for_roles(*DESK_ROLES)
def tag_remove(request, case_id, tag_id):
    """Take a tag off the case; the tag stays for the others."""
    case, tag = find_case(request, case_id), get_object_or_404(Tag, pk=tag_id)
    actions.untag_case(actor=request.actor, case=case, tag=tag)
    messages.success(request, f"Étiquette « {tag} » retirée de ce dossier.")
    return redirect(f"{reverse('cases:follow_up', args=[case_id])}#etiquettes-t")
