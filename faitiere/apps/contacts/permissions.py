"""Who may know of whom. The app of the cases says which people an actor meets there (`settings.CONTACTS_IN_SIGHT`)."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from faitiere.apps.accounts.enums import Role
from faitiere.apps.territories.enums import OrganisationKind
from faitiere.apps.territories.models import Organisation

from .models import ContactList, DuplicatePair, PersonMerge

# What an organisation met as a contact may be.
CONTACT_KINDS = (
    OrganisationKind.SYNDIC,
    OrganisationKind.AGENCY,
    OrganisationKind.COMPANY,
    OrganisationKind.ASSOCIATION,
    OrganisationKind.OTHER,
)


def organisations_known() -> QuerySet:
    """Organisations met as contacts: the whole territory shares them, as it shares its condominiums."""
    return Organisation.objects.filter(advises=False, kind__in=CONTACT_KINDS).order_by("name", "pk")


def is_contact(organisation: Organisation) -> bool:
    """Met as a contact: not one of those that receive households or fund, which are set up elsewhere."""
    return not organisation.advises and organisation.kind in CONTACT_KINDS


def in_sight_of(actor) -> QuerySet:
    """People an actor may know of. Every query on people at the desk starts here."""
    return import_string(settings.CONTACTS_IN_SIGHT)(actor)


def lists_of(actor) -> QuerySet:
    """Lists of the actor's organisations; all of the territory's for its administrator."""
    lists = ContactList.objects.select_related("organisation")
    return lists if actor.has(Role.TERRITORY_ADMIN) else lists.filter(organisation__in=actor.organisation_ids)


def pairs_for(actor) -> QuerySet:
    """Pairs of which the actor knows both people."""
    people = in_sight_of(actor).order_by().values("pk")
    return DuplicatePair.objects.filter(first__in=people, second__in=people).select_related("first", "second")


def merges_for(actor) -> QuerySet:
    """Merges of people the actor knows."""
    return PersonMerge.objects.filter(kept__in=in_sight_of(actor).order_by().values("pk"))
