from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.apps.contacts.actions import update_household, update_person
from faitiere.apps.contacts.duplicates import same_person
from faitiere.apps.contacts.forms import ContactForm, HouseholdForm
from faitiere.apps.territories.enums import WORKING_KINDS, ProjectKind
from faitiere.apps.territories.models import Organisation
from faitiere.lib.access import for_roles
from faitiere.lib.edits import Conflict

from .. import actions
from ..enums import GuestRight
from ..forms import OrganisationForm, ParticipantForm, RoleForm
from ..models import SpaceGuest
from ..permissions import can_lead, known_to, related_to
from ..rules import Refused
from ..shell import case_context, find_case

_RELATED_SHOWN = 5


def _edit_forms(participant, data=None) -> dict:
    person = participant.person
    rights = {name: getattr(participant, name) for name in ("role", "can_view_space", "valid_from")}
    prefix = f"p{participant.pk.hex[:8]}"
    return {
        "participant": participant,
        "end_form_id": f"retirer-{prefix}",
        "end_question": f"Retirer l’accès de {person}\u00a0?",
        "person_form": ContactForm.of(person, data, prefix=prefix),
        "role_form": RoleForm(data, prefix=prefix, initial=rights),
    }


def joinable():
    """Organisations that may work on a case: neither the funders, who see figures only, nor mere contacts."""
    return Organisation.objects.filter(kind__in=WORKING_KINDS).order_by("name")


def guests_of(case) -> list:
    """Who the household lets in to its space today, with what each may open in words."""
    guests = list(case.space_guests.filter(SpaceGuest.active_on(timezone.localdate())).select_related("person"))
    for guest in guests:
        guest.words = [GuestRight(one).label for one in guest.rights]
    return guests


def _household_form(case) -> HouseholdForm | None:
    """Size and income of the household; a condominium has none, its owners declare theirs."""
    return None if case.project_kind == ProjectKind.CONDOMINIUM else HouseholdForm.of(case.household)


def show_people(request, case, **forms):
    """The "Personnes et droits" tab; `forms` are the bound ones to show again with their errors."""
    edited = forms.get("edited")
    today, everybody = timezone.localdate(), list(case.participants.select_related("person"))
    cards = [_edit_forms(one) for one in everybody if one.valid_to is None or one.valid_to >= today]
    if edited:
        cards = [edited if card["participant"].pk == edited["participant"].pk else card for card in cards]
    partners = list(case.partners.order_by("name"))
    others = list(joinable().exclude(pk__in=[case.organisation_id, *[one.pk for one in partners]]))
    receiving = [one for one in joinable() if one.advises and one.pk != case.organisation_id]
    context = {
        "cards": cards,
        "gone": [one for one in everybody if one.valid_to and one.valid_to < today],
        "edited": edited,
        "participant_form": forms.get("participant_form") or ParticipantForm(prefix="nouveau"),
        "household_form": forms.get("household_form") or _household_form(case),
        "related": related_to(case, request.actor)[:_RELATED_SHOWN],
        "guests": guests_of(case),
        "may_erase": request.actor.has(Role.TERRITORY_ADMIN),
        "partners": partners,
        "leads": can_lead(request.actor, case),
        "own_organisations": request.actor.organisation_ids,
        "partner_form": forms.get("partner_form") or OrganisationForm(prefix="associer", organisations=others),
        "transfer_form": forms.get("transfer_form") or OrganisationForm(prefix="confier", organisations=receiving),
    }
    return render(request, "cases/people.html", case_context(request, case, "cases:people") | context)


@require_safe
@for_roles(*DESK_ROLES)
def people(request, case_id):
    return show_people(request, find_case(request, case_id))


@require_POST
@for_roles(*DESK_ROLES)
def participant_add(request, case_id):
    """Someone joins the case; a person already known is reused, never doubled."""
    case, form = find_case(request, case_id), ParticipantForm(request.POST, prefix="nouveau")
    if not form.is_valid():
        return show_people(request, case, participant_form=form)
    given, person = form.cleaned_data, form.person()
    known = same_person(person, among=known_to(request.actor))
    known_id = known.pk if known else None
    new = actions.NewParticipant(person, given["role"], given["can_view_space"], known_id, given["valid_from"])
    try:
        actions.add_participant(actor=request.actor, case=case, new=new)
    except Refused as refused:
        form.add_error(None, str(refused))
        return show_people(request, case, participant_form=form)
    messages.success(request, f"Ajout au dossier : {person.first_name} {person.last_name}.")
    return redirect("cases:people", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def participant_change(request, case_id, participant_id):
    """Correct a person, its role and its rights."""
    case = find_case(request, case_id)
    participant = get_object_or_404(case.active_participants(), pk=participant_id)
    edited = _edit_forms(participant, request.POST)
    if not (edited["person_form"].is_valid() & edited["role_form"].is_valid()):
        return show_people(request, case, edited=edited)
    form = edited["person_form"]
    try:
        base = form.cleaned_data["base"] or None
        update_person(actor=request.actor, person=participant.person, given=form.person(), base=base)
    except Conflict as conflict:
        participant.person.refresh_from_db()
        form.show_conflict(conflict, participant.person)
        return show_people(request, case, edited=edited)
    actions.change_participant(actor=request.actor, participant=participant, **edited["role_form"].cleaned_data)
    messages.success(request, f"Fiche enregistrée : {participant.person}.")
    return redirect("cases:people", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def participant_end(request, case_id, participant_id):
    case = find_case(request, case_id)
    participant = get_object_or_404(case.active_participants(), pk=participant_id)
    try:
        actions.end_participant(actor=request.actor, participant=participant)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{participant.person} ne voit plus ce dossier.")
    return redirect("cases:people", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def guest_end(request, case_id, guest_id):
    """Take back what the household opened to somebody, at its request."""
    guest = get_object_or_404(find_case(request, case_id).space_guests, pk=guest_id)
    actions.show_out(actor=request.actor, guest=guest)
    messages.success(request, f"{guest.name} n'ouvre plus l'espace du ménage.")
    return redirect("cases:people", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def main_contact(request, case_id, participant_id):
    case = find_case(request, case_id)
    participant = get_object_or_404(case.active_participants(), pk=participant_id)
    actions.make_main(actor=request.actor, participant=participant)
    messages.success(request, f"Contact principal : {participant.person}.")
    return redirect("cases:people", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def invitation(request, case_id, participant_id):
    """Open the project space to a person, by mail."""
    case = find_case(request, case_id)
    participant = get_object_or_404(case.active_participants(), pk=participant_id)
    space = reverse("space:case", kwargs={"case_id": case.pk})
    try:
        mail = actions.invite_to_space(actor=request.actor, participant=participant, next_path=space)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Invitation envoyée à {mail.recipient}.")
    return redirect("cases:people", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def household(request, case_id):
    """What the aids ask about the household."""
    case = find_case(request, case_id)
    form = HouseholdForm.of(case.household, request.POST)
    if not form.is_valid():
        return show_people(request, case, household_form=form)
    given, base = form.household(), form.cleaned_data["base"]
    try:
        update_household(actor=request.actor, household=case.household, given=given, case_id=case.pk, base=base)
    except Conflict as conflict:
        form.show_conflict(conflict, case.household)
        return show_people(request, case, household_form=form)
    messages.success(request, "Ménage enregistré.")
    return redirect("cases:people", case_id)
