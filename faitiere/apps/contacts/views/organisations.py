"""Organisations met as contacts: a list with search, a page each with who works there and what it appears in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.territories.models import Organisation
from faitiere.lib.access import for_roles
from faitiere.lib.edits import Conflict
from faitiere.lib.text import search_key

from .. import actions
from ..duplicates import is_close
from ..forms import OrganisationForm, SearchForm
from ..models import Affiliation
from ..panels import panels_of_organisation
from ..permissions import in_sight_of, is_contact, organisations_known
from ..rules import Refused, partial_phone_key, phone_key

_PAGE = 50


def _answers(asked: str, organisation: Organisation) -> bool:
    """Whether what was asked is its name to a letter or two, a part of its phone or the start of its address."""
    digits = partial_phone_key(asked) if not any(char.isalpha() for char in asked) else ""
    if digits:
        return digits in phone_key(organisation.phone)
    if "@" in asked:
        return organisation.email.lower().startswith(asked.lower())
    return is_close(search_key(asked), search_key(organisation.name))


@require_safe
@for_roles(*DESK_ROLES)
def organisations(request):
    """Every organisation met as a contact, by name; a name, a phone or an address finds one."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data["q"].strip() if form.is_valid() else ""
    seen = in_sight_of(request.actor).order_by().values("pk")
    working = Q(affiliations__valid_to__isnull=True, affiliations__person__in=seen)
    known = organisations_known().annotate(n_people=Count("affiliations", filter=working))
    found = [one for one in known if _answers(asked, one)] if asked else known
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    return render(request, "contacts/organisations.html", {"page": page, "asked": asked})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def organisation_new(request):
    """A new organisation. Those that could be the same are shown once before the row is made."""
    form = OrganisationForm(request.POST or None)
    twins = form.similar() if form.is_bound else []
    if request.method == "POST" and form.is_valid() and (not twins or request.POST.get("autre")):
        try:
            made = actions.create_organisation(actor=request.actor, given=form.fields_given())
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"Structure ajoutée : {made.name}.")
            return redirect("contacts:organisation", made.pk)
    return render(request, "contacts/organisation_new.html", {"form": form, "twins": twins})


@require_POST
@for_roles(*DESK_ROLES)
def similar_organisations(request):
    """Organisations already known, while one types."""
    form = OrganisationForm(request.POST)
    return render(request, "contacts/organisation_new.html#similar", {"form": form, "twins": form.similar()})


def _show(request, organisation: Organisation, form: OrganisationForm | None = None):
    people = Affiliation.objects.filter(organisation=organisation, person__in=in_sight_of(request.actor))
    context = {
        "organisation": organisation,
        "may_change": is_contact(organisation),
        "form": form or OrganisationForm.of(organisation),
        "affiliations": people.select_related("person").order_by("-valid_to", "person__name_key", "pk"),
        "panels": panels_of_organisation(organisation, request.actor),
    }
    return render(request, "contacts/organisation.html", context, status=422 if form and form.errors else 200)


@require_safe
@for_roles(*DESK_ROLES)
def organisation(request, organisation_id):
    """How to reach it, who works there, the cases and condominiums it appears in: those the actor may know of."""
    return _show(request, get_object_or_404(Organisation, pk=organisation_id))


@require_POST
@for_roles(*DESK_ROLES)
def organisation_edit(request, organisation_id):
    """Correct it; what somebody else changed meanwhile is shown field by field, and nothing is lost."""
    found = get_object_or_404(organisations_known(), pk=organisation_id)
    form = OrganisationForm.of(found, request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    try:
        base = form.cleaned_data["base"] or None
        actions.update_organisation(actor=request.actor, organisation=found, given=form.fields_given(), base=base)
    except Conflict as conflict:
        found.refresh_from_db()
        form.show_conflict(conflict, found)
        return _show(request, found, form)
    except Refused as refused:
        form.add_error("name", str(refused))
        return _show(request, found, form)
    messages.success(request, "Structure enregistrée.")
    return redirect("contacts:organisation", found.pk)
