"""The fields of message templates: `{prenom}` and the like, filled from the case; what is missing is said."""

import re
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from faitiere.apps.contacts.rules import shown_phone
from faitiere.lib.numbers import date_words

from .models import Case

FIELDS = MappingProxyType(
    {
        "prenom": "prénom du contact principal",
        "nom": "nom du contact principal",
        "numero": "numéro du dossier",
        "commune": "commune du logement",
        "adresse": "adresse du logement",
        "conseiller": "conseiller du dossier",
        "structure": "structure du dossier",
        "telephone": "téléphone de la structure",
        "etape": "étape du projet",
        "suite": "prochaine étape",
        "date": "date de la prochaine étape",
        "manque": "ce qui manque au dossier",
        "lien": "lien vers l'espace projet",
    }
)
_FIELD = re.compile(r"\{\s*([^{}\s]{1,30})\s*\}")


@dataclass(frozen=True)
class Filled:
    """A text with its fields filled; `missing` names in words those the case cannot fill, left as they are."""

    text: str
    missing: list[str]


def fields_left(text: str) -> list[str]:
    """Fields still in a text, in words: known ones by what they mean, others as written."""
    return list(dict.fromkeys(FIELDS.get(name.lower(), f"{{{name}}}") for name in _FIELD.findall(text)))


def unknown_fields(text: str) -> list[str]:
    """Fields that no case can ever fill, as written."""
    return [name for name in dict.fromkeys(_FIELD.findall(text)) if name.lower() not in FIELDS]


def fill(text: str, values: dict[str, str]) -> Filled:
    """Replace each field by its value; an empty value leaves the field in place."""
    filled = _FIELD.sub(lambda found: str(values.get(found[1].lower()) or found[0]), text)
    return Filled(filled, fields_left(filled))


def values_of_case(case: Case, territory, *, parts=None) -> dict[str, str]:
    """What the fields are worth for a case; empty when it is not known. `parts`: its people, when they are read."""
    main = next((part.person for part in (case.active_participants() if parts is None else parts)), None)
    commune = case.home.commune
    return {
        "prenom": main.first_name if main else "",
        "nom": main.last_name if main else "",
        "numero": case.number,
        "commune": commune.name if commune else "",
        "adresse": case.home.address,
        "conseiller": str(case.advisor) if case.advisor else "",
        "structure": case.organisation.name,
        "telephone": shown_phone(case.organisation.phone)
        if case.organisation.phone.startswith("+")
        else case.organisation.phone,
        "etape": case.stage.name,
        "suite": case.next_step,
        "date": date_words(case.next_step_on) if case.next_step_on else "",
        "manque": case.missing,
        # Looked up only by a text that has it.
        "lien": SimpleLazyObject(lambda: territory.absolute(reverse("space:case", kwargs={"case_id": case.pk}))),
    }
