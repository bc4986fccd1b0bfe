"""Writers of organisations met as contacts: a syndic, an agency, a company. They never open a case."""

from dataclasses import asdict, dataclass, fields

from django.db import IntegrityError, transaction

from faitiere.apps.audit.actions import record
from faitiere.apps.territories.models import Organisation
from faitiere.lib.edits import merged

from ..models import Person
from ..permissions import is_contact
from ..rules import Refused
from .finding import index_contact, index_organisation


@dataclass(frozen=True)
class OrganisationFields:
    """What is said of an organisation; `phone` in E.164 form, `kind` one of `permissions.CONTACT_KINDS`."""

    name: str
    kind: str
    phone: str = ""
    email: str = ""
    address: str = ""


def values_of_organisation(organisation: Organisation) -> dict[str, str]:
    """What is said of an organisation, by field."""
    return {field.name: getattr(organisation, field.name) for field in fields(OrganisationFields)}


def _save(organisation: Organisation, given: OrganisationFields, *, is_new: bool) -> None:
    for field in fields(given):
        setattr(organisation, field.name, getattr(given, field.name).strip())
    try:
        with transaction.atomic():
            organisation.save(force_insert=is_new)
    except IntegrityError:
        raise Refused(f"Une structure s'appelle déjà « {given.name.strip()} ». Choisissez-la dans la liste.") from None
    index_organisation(organisation)


@transaction.atomic
def create_organisation(*, actor, given: OrganisationFields) -> Organisation:
    """An organisation known as a contact. Raises `Refused` when one of the territory has this name."""
    organisation = Organisation(advises=False)
    _save(organisation, given, is_new=True)
    record(actor=actor, verb="organisation.created", target=organisation, kind=str(given.kind))
    return organisation


@transaction.atomic
def update_organisation(
    *, actor, organisation: Organisation, given: OrganisationFields, base: dict[str, str] | None = None
) -> Organisation:
    """Correct an organisation met as a contact; those of the guichet itself are set up elsewhere.

    `base` holds the values that were on screen: a field somebody else changed meanwhile raises `lib.edits.Conflict`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not is_contact(organisation):
        raise Refused("Cette structure est celle du guichet : l'administrateur du territoire la règle.")
    before = values_of_organisation(organisation)
    if base is not None:
        given = OrganisationFields(**merged(base, asdict(given), before))
    changed = sorted(name for name, value in before.items() if getattr(given, name).strip() != value)
    if changed:
        _save(organisation, given, is_new=False)
        # Whoever works there is found by its name and its phone.
        for person in Person.objects.current().filter(affiliations__organisation=organisation).distinct():
            index_contact(person)
        record(actor=actor, verb="organisation.changed", target=organisation, fields=changed)
    return organisation
