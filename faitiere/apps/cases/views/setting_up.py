from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.enums import Role
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.access import for_roles

from .. import actions
from ..filling import FIELDS
from ..forms import NewStageForm, StageSetupForm, TemplateForm
from ..models import MessageTemplate, Stage
from ..rules import Refused


def _show_stages(request, **forms):
    edited = forms.get("edited")
    kinds = []
    for kind, label in ProjectKind.choices:
        rows = []
        for one in Stage.objects.filter(project_kind=kind).order_by("position"):
            known = {"name": one.name, "public_text": one.public_text}
            form = (
                edited if edited and edited.prefix == str(one.pk) else StageSetupForm(prefix=str(one.pk), initial=known)
            )
            rows.append({"stage": one, "form": form})
        kinds.append({"label": label, "rows": rows})
    context = {"kinds": kinds, "new_form": forms.get("new_form") or NewStageForm(prefix="nouvelle")}
    return render(request, "cases/stages.html", context, status=422 if forms else 200)


@require_safe
@for_roles(Role.TERRITORY_ADMIN)
def stages(request):
    """The stages of each kind of project, in order."""
    return _show_stages(request)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def stage_add(request):
    form = NewStageForm(request.POST, prefix="nouvelle")
    if not form.is_valid():
        return _show_stages(request, new_form=form)
    stage = actions.add_stage(actor=request.actor, **form.cleaned_data)
    messages.success(request, f"Étape ajoutée : {stage.name}.")
    return redirect("cases:stages")


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def stage_change(request, stage_id):
    stage = get_object_or_404(Stage, pk=stage_id)
    form = StageSetupForm(request.POST, prefix=str(stage.pk))
    if not form.is_valid():
        return _show_stages(request, edited=form)
    actions.change_stage(actor=request.actor, stage=stage, **form.cleaned_data)
    messages.success(request, f"Étape enregistrée : {stage.name}.")
    return redirect("cases:stages")


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def stage_move(request, stage_id):
    stage = get_object_or_404(Stage, pk=stage_id)
    actions.move_stage(actor=request.actor, stage=stage, by=-1 if request.POST.get("vers") == "haut" else 1)
    return redirect("cases:stages")


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def stage_remove(request, stage_id):
    stage = get_object_or_404(Stage, pk=stage_id)
    try:
        actions.remove_stage(actor=request.actor, stage=stage)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Étape retirée : {stage.name}.")
    return redirect("cases:stages")


@require_safe
@for_roles(Role.TERRITORY_ADMIN)
def letters(request):
    """Message templates of the territory."""
    context = {"templates": MessageTemplate.objects.order_by("kind", "name")}
    return render(request, "cases/letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def letter(request, template_id=None):
    """Write a template, new or not."""
    template = get_object_or_404(MessageTemplate, pk=template_id) if template_id else None
    known = {name: getattr(template, name) for name in ("name", "kind", "subject", "text")} if template else {}
    form = TemplateForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_template(actor=request.actor, template=template, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Modèle enregistré.")
            return redirect("cases:letters")
    context = {"form": form, "template": template, "fields": FIELDS.items()}
    return render(request, "cases/letter.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def letter_delete(request, template_id):
    actions.delete_template(actor=request.actor, template=get_object_or_404(MessageTemplate, pk=template_id))
    messages.success(request, "Modèle supprimé.")
    return redirect("cases:letters")
