"""Who holds the condominium over time: its syndic, its owners and who speaks for them, lots sold or removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.buildings import actions as buildings
from faitiere.apps.buildings.models import CoOwner
from faitiere.apps.buildings.rules import Refused as BuildingRefused
from faitiere.apps.cases.enums import ParticipantRole
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.shell import case_context
from faitiere.lib.access import for_roles

from .. import actions
from ..forms import OwnerForm, OwnerPersonForm, RemovalForm, SaleForm, SyndicForm
from ..rules import Refused
from .site import TAB, find_condominium, show_lot


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def syndic(request, case_id):
    """Today's syndic and manager, and those before."""
    case, condominium = find_condominium(request, case_id)
    mandates = list(condominium.mandates.all())
    today = next((one for one in mandates if one.valid_to is None), None)
    form = SyndicForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        write = buildings.correct_syndic if form.is_correction else buildings.change_syndic
        try:
            write(actor=request.actor, condominium=condominium, new=form.syndic())
        except BuildingRefused as refused:
            form.add_error("since", str(refused))
        else:
            messages.success(request, "Syndic enregistré.")
            return redirect(TAB, case_id=case.pk)
    context = case_context(request, case, TAB) | {"form": form, "mandates": mandates, "today": today}
    return render(request, "assemblies/syndic.html", context, status=422 if form.errors else 200)


def _show_owner(request, case: Case, owner: CoOwner, **forms) -> HttpResponse:
    context = {
        "owner": owner,
        "form": forms.get("form") or OwnerForm.of(owner),
        "person_form": forms.get("person_form") or OwnerPersonForm(),
        "people": [*([owner.person] if owner.person else []), *owner.others.order_by("last_name", "pk")],
    }
    dressed = case_context(request, case, TAB) | context
    return render(request, "assemblies/owner_edit.html", dressed, status=422 if forms else 200)


def _find_owner(request, case_id, owner_id) -> tuple[Case, CoOwner]:
    case, condominium = find_condominium(request, case_id)
    return case, get_object_or_404(condominium.owners.select_related("person", "condominium"), pk=owner_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def owner_edit(request, case_id, owner_id):
    """Name, kind and addresses of an owner, and who speaks for it."""
    case, owner = _find_owner(request, case_id, owner_id)
    if request.method != "POST":
        return _show_owner(request, case, owner)
    form = OwnerForm.of(owner, request.POST)
    if form.is_valid():
        try:
            buildings.correct_owner(actor=request.actor, owner=owner, fields=form.cleaned_data)
        except BuildingRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, "Copropriétaire enregistré.")
            return redirect(TAB, case_id=case.pk)
    return _show_owner(request, case, owner, form=form)


@require_POST
@for_roles(*DESK_ROLES)
def owner_person_add(request, case_id, owner_id):
    """Somebody more who opens the share of an owner, asked in by mail."""
    case, owner = _find_owner(request, case_id, owner_id)
    form = OwnerPersonForm(request.POST)
    if not form.is_valid():
        return _show_owner(request, case, owner, person_form=form)
    new = actions.NewMember(ParticipantRole.OWNER, **form.cleaned_data, owner=owner, another=True)
    try:
        mail = actions.invite_member(actor=request.actor, case=case, new=new)
    except Refused as refused:
        form.add_error("email", str(refused))
        return _show_owner(request, case, owner, person_form=form)
    messages.success(request, f"Invitation envoyée à {mail.recipient}.")
    return redirect("assemblies:owner_edit", case_id=case.pk, owner_id=owner.pk)


@require_POST
@for_roles(*DESK_ROLES)
def owner_person_remove(request, case_id, owner_id, person_id):
    """Somebody speaks for an owner no more: its share closes at once."""
    case, owner = _find_owner(request, case_id, owner_id)
    buildings.unlink_owner(actor=request.actor, owner=owner, person_id=person_id)
    messages.success(request, "Cette personne ne voit plus la part de ce copropriétaire.")
    return redirect("assemblies:owner_edit", case_id=case.pk, owner_id=owner.pk)


def _find_lot(request, case_id, lot_id):
    case, condominium = find_condominium(request, case_id)
    return case, get_object_or_404(condominium.lots.select_related("condominium"), pk=lot_id, removed_on=None)


@require_POST
@for_roles(*DESK_ROLES)
def lot_sell(request, case_id, lot_id):
    """A lot has another owner, from the day of the sale."""
    case, lot = _find_lot(request, case_id, lot_id)
    form = SaleForm(request.POST)
    if form.is_valid():
        try:
            actions.sell_lot(actor=request.actor, lot=lot, **form.cleaned_data)
        except (Refused, BuildingRefused) as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, f"Vente du lot {lot.number} enregistrée.")
            return redirect("assemblies:lot_edit", case_id=case.pk, lot_id=lot.pk)
    return show_lot(request, case, lot, sale_form=form)


@require_POST
@for_roles(*DESK_ROLES)
def lot_remove(request, case_id, lot_id):
    """A lot that is no more: merged with another, renumbered, or read by mistake."""
    case, lot = _find_lot(request, case_id, lot_id)
    form = RemovalForm(request.POST)
    if form.is_valid():
        try:
            kept = actions.remove_lot(actor=request.actor, lot=lot, on=form.cleaned_data["on"])
        except (Refused, BuildingRefused) as refused:
            form.add_error("on", str(refused))
        else:
            told = "Il reste dans les assemblées qui ont déjà voté." if kept else ""
            messages.success(request, f"Lot {lot.number} supprimé. {told}".strip())
            return redirect(TAB, case_id=case.pk)
    return show_lot(request, case, lot, removal_form=form)


@require_POST
@for_roles(*DESK_ROLES)
def key_remove(request, case_id, key_id):
    """A key of shares that is none, or no more."""
    case, condominium = find_condominium(request, case_id)
    key = get_object_or_404(condominium.keys, pk=key_id)
    try:
        buildings.remove_key(actor=request.actor, key=key)
    except BuildingRefused as refused:
        messages.error(request, str(refused))
        return redirect("assemblies:key_edit", case_id=case.pk, key_id=key.pk)
    messages.success(request, f"Clé « {key.name} » supprimée.")
    return redirect(TAB, case_id=case.pk)
