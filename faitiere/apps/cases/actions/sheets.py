"""Writer of one value of a sheet, told apart from what a colleague writes at the same moment."""

from dataclasses import dataclass

from django.db import transaction

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.actions import update_home
from faitiere.apps.contacts.actions import HouseholdFields, household_values, update_household
from faitiere.lib.edits import merged

from ..communes import Town, read_town, town_of
from ..models import Case
from .finding import index_itself


@dataclass(frozen=True)
class Change:
    """A value typed over the one that was on screen (`base`): of the case, its home or its household (`target`)."""

    target: str
    name: str
    value: object
    base: object


def _town(actor, text: str) -> dict:
    """The two columns of a town as it is written."""
    town = read_town(text, territory=actor.territory) if text else Town()
    return {"commune": town.commune, "postcode": town.postcode}


@transaction.atomic
def edit_value(*, actor, case: Case, change: Change) -> object:
    """Keep a change; returns the value kept. Raises `lib.edits.Conflict` when somebody else changed it meanwhile."""
    target, name = change.target, change.name
    row = {"case": case, "home": case.home, "household": case.household}[target]
    row = type(row).objects.select_for_update().get(pk=row.pk)
    now = str(town_of(row)) if name == "town" else getattr(row, name)
    kept = merged({name: change.base}, {name: change.value}, {name: now})[name]
    if kept == now:
        return kept
    if target == "home":
        update_home(actor=actor, home=row, **(_town(actor, kept) if name == "town" else {name: kept}))
    elif target == "household":
        given = HouseholdFields(**household_values(row) | {name: kept})
        update_household(actor=actor, household=row, given=given, case_id=case.pk)
    else:
        setattr(row, name, kept)
        row.save(update_fields=[name])
        if name == "title":
            index_itself(row)
    record(actor=actor, verb="case.sheet_changed", target=row, case_id=case.pk, field=name)
    return kept
