from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..forms import AffiliationForm, ConsentForm, LinkForm, PointForm, ReasonForm, TagForm
from ..permissions import in_sight_of
from ..rules import Refused
from .people import find_person, show_person


@require_POST
@for_roles(*DESK_ROLES)
def point_add(request, person_id):
    person, form = find_person(request, person_id), PointForm(request.POST, prefix="coordonnee")
    if not form.is_valid():
        return show_person(request, person, point_form=form)
    actions.add_point(actor=request.actor, person=person, **form.cleaned_data)
    messages.success(request, "Coordonnée ajoutée.")
    return redirect("contacts:person", person_id)


@require_POST
@for_roles(*DESK_ROLES)
def point_remove(request, person_id, point_id):
    point = get_object_or_404(find_person(request, person_id).points, pk=point_id)
    actions.remove_point(actor=request.actor, point=point)
    messages.success(request, "Coordonnée retirée.")
    return redirect("contacts:person", person_id)


@require_POST
@for_roles(*DESK_ROLES)
def link_add(request, person_id):
    person = find_person(request, person_id)
    people = in_sight_of(request.actor).exclude(pk=person.pk)
    form = LinkForm(request.POST, prefix="lien", people=people)
    if not form.is_valid():
        return show_person(request, person, link_form=form)
    given = form.cleaned_data
    actions.link_people(actor=request.actor, person=person, other=given["who"], kind=given["kind"])
    messages.success(request, f"Lien ajouté avec {given['who']}.")
    return redirect("contacts:person", person_id)


@require_POST
@for_roles(*DESK_ROLES)
def link_remove(request, person_id, link_id):
    link = get_object_or_404(find_person(request, person_id).links, pk=link_id)
    actions.unlink_people(actor=request.actor, link=link)
    messages.success(request, "Lien retiré.")
    return redirect("contacts:person", person_id)


@require_POST
@for_roles(*DESK_ROLES)
def affiliation_add(request, person_id):
    person, form = find_person(request, person_id), AffiliationForm(request.POST, prefix="fonction")
    if not form.is_valid():
        return show_person(request, person, affiliation_form=form)
    given, actor = form.cleaned_data, request.actor
    try:
        described = actions.OrganisationFields(given["name"], given["kind"])
        organisation = form.chosen() or actions.create_organisation(actor=actor, given=described)
        actions.join_organisation(actor=actor, person=person, organisation=organisation, title=given["title"])
    except Refused as refused:
        form.add_error("organisation", str(refused))
        return show_person(request, person, affiliation_form=form)
    messages.success(request, f"Fonction ajoutée chez {organisation.name}.")
    return redirect("contacts:person", person_id)


@require_POST
@for_roles(*DESK_ROLES)
def affiliation_end(request, person_id, affiliation_id):
    person = find_person(request, person_id)
    affiliation = get_object_or_404(person.affiliations.filter(valid_to__isnull=True), pk=affiliation_id)
    actions.leave_organisation(actor=request.actor, affiliation=affiliation)
    messages.success(request, f"{person} n'est plus chez {affiliation.organisation.name}.")
    return redirect("contacts:person", person_id)


@require_POST
@for_roles(*DESK_ROLES)
def tag_add(request, person_id):
    person, form = find_person(request, person_id), TagForm(request.POST, prefix="etiquette")
    try:
        if form.is_valid():
            actions.tag_person(actor=request.actor, person=person, name=form.cleaned_data["name"])
            return redirect("contacts:person", person_id)
    except Refused as refused:
        form.add_error("name", str(refused))
    return show_person(request, person, tag_form=form)


@require_POST
@for_roles(*DESK_ROLES)
def tag_remove(request, person_id, tag_id):
    person = find_person(request, person_id)
    actions.untag_person(actor=request.actor, person=person, tag=get_object_or_404(person.tags, pk=tag_id))
    return redirect("contacts:person", person_id)


@require_POST
@for_roles(*DESK_ROLES)
def consent_add(request, person_id):
    person, form = find_person(request, person_id), ConsentForm(request.POST, prefix="accord")
    if not form.is_valid():
        return show_person(request, person, consent_form=form)
    actions.give_consent(actor=request.actor, person=person, text_shown=form.text_shown(), **form.cleaned_data)
    messages.success(request, "Accord noté, avec la phrase présentée.")
    return redirect("contacts:person", person_id)


@require_POST
@for_roles(*DESK_ROLES)
def consent_withdraw(request, person_id, consent_id):
    consent = get_object_or_404(find_person(request, person_id).consents, pk=consent_id)
    actions.withdraw_consent(actor=request.actor, consent=consent, source=f"Guichet ({request.actor.label})"[:60])
    messages.success(request, "Retrait noté. La preuve de l'accord passé reste.")
    return redirect("contacts:person", person_id)


@require_POST
@for_roles(*DESK_ROLES)
def contact_forbid(request, person_id):
    person, form = find_person(request, person_id), ReasonForm(request.POST, prefix="silence")
    if not form.is_valid():
        return show_person(request, person, reason_form=form)
    actions.forbid_contact(actor=request.actor, person=person, reason=form.cleaned_data["reason"])
    messages.success(request, f"{person} ne recevra plus ni courriel ni relance.")
    return redirect("contacts:person", person_id)


@require_POST
@for_roles(*DESK_ROLES)
def contact_allow(request, person_id):
    person = find_person(request, person_id)
    actions.allow_contact(actor=request.actor, person=person)
    messages.success(request, f"{person} peut de nouveau recevoir des courriels.")
    return redirect("contacts:person", person_id)
