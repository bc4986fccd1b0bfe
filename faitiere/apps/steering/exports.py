"""What leaves the platform: the TBS file and the CSV of acts, each declared column by column."""

from django.utils import timezone

from faitiere.apps.contacts.enums import Occupancy
from faitiere.apps.contacts.rules import shown_phone
from faitiere.lib.spreadsheets import csv_lines

from .models import Act
from .tbs import encode

_PUBLIC = {
    Occupancy.OWNER_OCCUPIER: "PO",
    Occupancy.LANDLORD: "PB",
    Occupancy.TENANT: "LOCATAIRE",
    Occupancy.FREE_OCCUPIER: "OCCUPANT TITRE GRATUIT",
}
_OCCUPANCY = {
    Occupancy.OWNER_OCCUPIER: "PROPRIETAIRE",
    Occupancy.LANDLORD: "PROPRIETAIRE",
    Occupancy.TENANT: "LOCATAIRE",
}
_HOME = {"house": "LI", "flat": "LC"}


def main_person(act: Act):
    """The main contact of the act's case, or None."""
    participants = sorted(act.case.participants.all(), key=lambda participant: not participant.is_main)
    return participants[0].person if participants else None


def tbs_values(act: Act) -> dict:
    """An act as the values of the TBS columns: what its answers say, else what the case knows."""
    case, home, household = act.case, act.case.home, act.case.household
    person = main_person(act)
    values = {
        "id": act.pk,
        "organisation": act.organisation.ademe_id or act.organisation.name,
        "advisor": str(act.advisor or ""),
        "act_code": act.act_type.export_code,
        "act_date": act.done_on,
        "minutes": act.minutes,
        "minutes_unit": "M" if act.minutes else None,
        "public": _PUBLIC.get(household.occupancy, "AUTRE"),
        "last_name": person.last_name if person else "",
        "first_name": person.first_name if person else "",
        "anah": "NSP",
        "email": person.email if person else "",
        "phone": shown_phone(person.phone).replace("\u00a0", " ") if person else "",
        "home_kind": "CO" if case.project_kind == "condominium" else _HOME[home.kind],
        "postcode": home.postcode,
        "town": home.commune.name if home.commune else "",
        "address": home.address,
        "occupancy": _OCCUPANCY.get(household.occupancy, ""),
        "updated_on": timezone.localdate(act.updated_at),
        "insee": home.commune_id,
    }
    return values | act.answers


def for_export(acts):
    """Acts with what an export reads, oldest update first, in a constant number of queries."""
    related = ("act_type", "organisation", "advisor", "case__household", "case__home__commune")
    return acts.select_related(*related).prefetch_related("case__participants__person").order_by("updated_at", "pk")


def tbs_file(acts) -> bytes:
    """The TBS exchange file of these acts (comments are left out: only acts with an export code)."""
    return encode(tbs_values(act) for act in for_export(acts.exclude(act_type__export_code="")))


ACT_COLUMNS = (
    ("Acte", lambda act: act.act_type.code),
    ("Nature", lambda act: act.act_type.name),
    ("Volet", lambda act: act.act_type.part),
    ("Fait le", lambda act: act.done_on.isoformat()),
    ("Durée (min)", lambda act: act.minutes),
    ("Structure", lambda act: act.organisation.name),
    ("Conseiller", lambda act: str(act.advisor or "")),
    ("Dossier", lambda act: act.case.number),
    ("Commune", lambda act: act.case.home.commune.name if act.case.home.commune else ""),
    ("Code INSEE", lambda act: act.case.home.commune_id),
)


def acts_csv(acts) -> bytes:
    rows = ([read(act) for _, read in ACT_COLUMNS] for act in for_export(acts))
    return b"".join(csv_lines((title for title, _ in ACT_COLUMNS), rows))
