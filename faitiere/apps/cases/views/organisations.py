from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.territories.models import Organisation
from faitiere.lib.access import for_roles

from .. import actions
from ..forms import OrganisationForm
from ..permissions import can_lead, visible_to
from ..rules import Refused
from ..shell import find_case
from .people import joinable, show_people


def _led_case(request, case_id):
    """The case, when the actor may say which organisations work on it."""
    case = find_case(request, case_id)
    if not can_lead(request.actor, case):
        raise PermissionDenied
    return case


@require_POST
@for_roles(*DESK_ROLES)
def transfer(request, case_id):
    """Put another organisation in charge."""
    case = _led_case(request, case_id)
    receiving = Organisation.objects.filter(advises=True).order_by("name")
    form = OrganisationForm(request.POST, prefix="confier", organisations=receiving)
    if not form.is_valid():
        return show_people(request, case, transfer_form=form)
    actions.transfer(actor=request.actor, case=case, organisation=form.chosen())
    messages.success(request, f"Dossier confié à {form.chosen().name}. Votre structure y reste associée.")
    return redirect("cases:people", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def partner_add(request, case_id):
    """Open the case to another organisation of the territory."""
    case = _led_case(request, case_id)
    form = OrganisationForm(request.POST, prefix="associer", organisations=joinable())
    if not form.is_valid():
        return show_people(request, case, partner_form=form)
    try:
        actions.add_partner(actor=request.actor, case=case, organisation=form.chosen())
    except Refused as refused:
        form.add_error("organisation", str(refused))
        return show_people(request, case, partner_form=form)
    messages.success(request, f"Structure associée : {form.chosen().name}.")
    return redirect("cases:people", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def partner_remove(request, case_id, organisation_id):
    """Withdraw a partner; one may withdraw one's own organisation, and then leaves the case."""
    case = find_case(request, case_id)
    organisation = get_object_or_404(case.partners, pk=organisation_id)
    if not can_lead(request.actor, case) and organisation.pk not in request.actor.organisation_ids:
        raise PermissionDenied
    actions.remove_partner(actor=request.actor, case=case, organisation=organisation)
    messages.success(request, f"Structure retirée : {organisation.name}.")
    if not visible_to(request.actor).filter(pk=case.pk).exists():
        return redirect("cases:list")
    return redirect("cases:people", case_id)
