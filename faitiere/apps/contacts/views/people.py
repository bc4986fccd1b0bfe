from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.apps.audit.actions import record
from faitiere.lib.access import for_roles
from faitiere.lib.edits import Conflict

from .. import actions
from ..consent_texts import TEXTS
from ..duplicates import find, meant_by
from ..enums import Purpose
from ..forms import (
    AffiliationForm,
    ConsentForm,
    ContactForm,
    LinkForm,
    NamedForm,
    PointForm,
    ReasonForm,
    SearchForm,
    TagForm,
)
from ..models import Person, Tag
from ..panels import panels_of
from ..permissions import in_sight_of, lists_of, pairs_for

_PAGE = 50


def find_person(request, person_id) -> Person:
    """The person, or 404 when the actor may not know of it."""
    found = in_sight_of(request.actor).filter(pk=person_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
@for_roles(*DESK_ROLES)
def people(request):
    """Everybody the actor may know of, by name; a name, a phone or an address finds somebody."""
    form, seen = SearchForm(request.GET), in_sight_of(request.actor).prefetch_related("tags")
    asked = form.cleaned_data["q"].strip() if form.is_valid() else ""
    chosen = request.GET.get("etiquette", "")
    tags = list(Tag.objects.filter(people__in=in_sight_of(request.actor)).distinct().order_by("key"))
    tag = next((one for one in tags if str(one.pk) == chosen), None)
    if tag:
        seen = seen.filter(pk__in=tag.people.through.objects.filter(tag=tag).values("person_id"))
    found = meant_by(asked, among=seen) if asked else seen.order_by("name_key", "pk")
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    pairs = pairs_for(request.actor).filter(state="to_check").count()
    context = {"page": page, "asked": asked, "tags": tags, "tag": tag, "pairs": pairs}
    return render(request, "contacts/people.html", context)


def _twins(form: ContactForm, actor) -> list[Person]:
    typed = {name: str(form.data.get(name, "")) for name in ("last_name", "first_name", "phone", "email")}
    name = f"{typed['last_name']} {typed['first_name']}"
    return find(name=name, phone=typed["phone"], email=typed["email"], among=in_sight_of(actor))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def new(request):
    """A person without a case. Those who could be the same are shown once before the row is made."""
    form = ContactForm(request.POST or None)
    twins = _twins(form, request.actor) if request.method == "POST" else []
    if request.method == "POST" and form.is_valid() and (not twins or request.POST.get("autre")):
        created = actions.add_contact(actor=request.actor, person=form.person())
        messages.success(request, f"Contact ajouté : {created}.")
        return redirect("contacts:person", created.pk)
    return render(request, "contacts/new.html", {"form": form, "twins": twins})


@require_POST
@for_roles(*DESK_ROLES)
def similar(request):
    """People already known, while one types; `?sauf=`: the person whose page it is."""
    form = ContactForm(request.POST)
    twins = [one for one in _twins(form, request.actor) if str(one.pk) != request.GET.get("sauf")]
    return render(request, "contacts/new.html#similar", {"form": form, "twins": twins})


def _met(form: ContactForm, person: Person, actor) -> list[Person]:
    """Other people who could be the one a page now describes, by what was changed in it alone."""
    given, known = form.person(), actions.values_of(person)
    phone, email = (getattr(given, name) if getattr(given, name) != known[name] else "" for name in ("phone", "email"))
    renamed = (given.last_name, given.first_name) != (known["last_name"], known["first_name"])
    name = f"{given.last_name} {given.first_name}" if renamed else ""
    return find(name=name, phone=phone, email=email, among=in_sight_of(actor).exclude(pk=person.pk))


def show_person(request, person: Person, *, twins=(), **forms):
    """The page of a person; `forms` are the bound ones to show again, `twins` those who could be the same."""
    consents = list(person.consents.order_by("-given_at"))
    held = {one.purpose for one in consents if one.withdrawn_at is None}
    seen = in_sight_of(request.actor)
    context = {
        "person": person,
        "form": forms.get("form") or ContactForm.of(person),
        "point_form": forms.get("point_form") or PointForm(prefix="coordonnee"),
        "link_form": forms.get("link_form") or LinkForm(prefix="lien", people=seen.exclude(pk=person.pk)),
        "affiliation_form": forms.get("affiliation_form") or AffiliationForm(prefix="fonction"),
        "tag_form": forms.get("tag_form") or TagForm(prefix="etiquette"),
        "consent_form": forms.get("consent_form") or ConsentForm(prefix="accord"),
        "merge_form": forms.get("merge_form") or NamedForm(prefix="fusion", people=seen.exclude(pk=person.pk)),
        "twins": twins,
        "reason_form": forms.get("reason_form") or ReasonForm(prefix="silence"),
        "consents": consents,
        "purposes": [(label, key in held) for key, label in Purpose.choices],
        "texts": [(label, TEXTS[Purpose(key)]) for key, label in Purpose.choices],
        "links": person.links.filter(other__in=seen).select_related("other"),
        "affiliations": person.affiliations.select_related("organisation").order_by("-valid_from"),
        "lists": lists_of(request.actor).filter(members__person=person).order_by("name"),
        "pairs": pairs_for(request.actor).filter(state="to_check", first=person)
        | pairs_for(request.actor).filter(state="to_check", second=person),
        "all_tags": Tag.objects.order_by("key")[:200],
        "panels": panels_of(person, request.actor),
        "may_erase": request.actor.has(Role.TERRITORY_ADMIN),
    }
    bad = bool(twins) or any(one.errors for one in forms.values())
    return render(request, "contacts/person.html", context, status=422 if bad else 200)


@require_safe
@for_roles(*DESK_ROLES)
def person(request, person_id):
    """Everything about a person, in one place; one whose row was merged leads to the one kept."""
    merged = Person.objects.filter(pk=person_id, merged_into__isnull=False).first()
    found = find_person(request, merged.merged_into_id if merged else person_id)
    if merged:
        return redirect("contacts:person", found.pk)
    record(actor=request.actor, verb="person.read", target=found)
    return show_person(request, found)


@require_POST
@for_roles(*DESK_ROLES)
def edit(request, person_id):
    """Correct a person; what somebody else changed meanwhile is shown field by field, and nothing is lost.

    Those who could be the same are shown once before a phone, an address or a name they have is written.
    """
    found = find_person(request, person_id)
    form = ContactForm.of(found, request.POST)
    if not form.is_valid():
        return show_person(request, found, form=form)
    twins = [] if request.POST.get("autre") else _met(form, found, request.actor)
    if twins:
        return show_person(request, found, form=form, twins=twins)
    try:
        actions.update_person(
            actor=request.actor, person=found, given=form.person(), base=form.cleaned_data["base"] or None
        )
    except Conflict as conflict:
        found.refresh_from_db()
        form.show_conflict(conflict, found)
        return show_person(request, found, form=form)
    messages.success(request, "Fiche enregistrée.")
    return redirect(reverse("contacts:person", args=[found.pk]))
