"""From a description kept in the database to the engine and back: columns, facts with their source, summary."""

import datetime as dt
import json
from dataclasses import asdict, dataclass

from django.utils import timezone

from faitiere.engines.energy import summary as engine_summary
from faitiere.engines.energy import typology
from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.dpe_file import read_dpe
from faitiere.engines.energy.faults import Fault
from faitiere.engines.energy.refusal import DpeRefused
from faitiere.engines.energy.sensitivity import sensitivity
from faitiere.engines.energy.typology.facts import Fact, facts
from faitiere.engines.energy.typology.overrides import overrides
from faitiere.engines.energy.works.selection import is_house
from faitiere.lib.numbers import date_words
from faitiere.lib.uploads import fetch

from .enums import DescriptionSource, HeatingEnergy, HomeKind
from .models import EnergyDescription
from .rules import Refused

READINGS = {DescriptionSource.DPE: "recorded", DescriptionSource.DECLARED: "inputs-only"}

# Correction of the engine → lines of the identity sheet it changes.
CHANGED_FACTS = {
    "surface": ("surface",),
    "murs_r": ("murs",),
    "toiture_r": ("combles", "rampants", "terrasse"),
    "plancher_r": ("plancher_bas",),
    "fenetres_uw": ("fenetres",),
    "chauffage": ("chauffage", "emetteurs"),
    "chauffage_annee": ("chauffage",),
    "eau_chaude": ("eau_chaude",),
    "ventilation": ("ventilation",),
    "programmation": ("programmation",),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A home ready for the engine (n = 1) and what is known of it, each value with its source."""

    columns: Columns
    facts: list[dict]


def reading_of(description: EnergyDescription) -> str:
    """A DPE's recorded characteristics are taken; plain answers have none."""
    return READINGS[DescriptionSource(description.source)]


def describe(description: EnergyDescription) -> Known:
    """Columns and facts of a version; `Refused` with a French sentence when the engine cannot take it."""
    try:
        if description.source == DescriptionSource.DPE:
            return _from_dpe(description)
        return _from_answers(description)
    except typology.UnknownAnswer as unknown:
        raise Refused(str(unknown)) from None
    except DpeRefused as refused:
        raise Refused(refused.message_fr) from None


def columns_of(description: EnergyDescription) -> Columns:
    """Columns of a version (n = 1), corrections included."""
    return describe(description).columns


def kind_of(columns: Columns) -> str:
    """House or flat, as described."""
    return HomeKind.HOUSE if is_house(columns)[0] else HomeKind.FLAT


# Lines of the ADEME list of energies (enum_type_energie_id), by what people call them.
_ENERGIES = {1: "electricity", 2: "gas", 3: "oil", 4: "wood", 5: "wood", 6: "wood", 7: "wood", 8: "network"}
_ENERGIES |= {9: "lpg", 10: "lpg", 11: "coal", 12: "electricity", 13: "lpg"}


def heating_energy_of(columns: Columns) -> str:
    """Energy of the first heating generator; "" when the home has none."""
    generators = columns["heating_generator"]
    if not generators.n:
        return ""
    return _ENERGIES.get(int(generators["enum_type_energie_id"][0]), HeatingEnergy.OTHER)


def summary(columns: Columns, *, source: str, on: dt.date | None = None) -> dict:
    """The engine's summary of a home on a day (today), with the class shown in the case header."""
    found = engine_summary.summarise(
        columns, reading=READINGS[DescriptionSource(source)], on=on or timezone.localdate()
    )
    return found | {"label": found.get("class", "")}


# Fact of the identity sheet → input the label may hang on (`sensibilite.csv`).
SETTLED = {"murs": "murs", "combles": "toiture", "rampants": "toiture", "terrasse": "toiture",
           "plancher_bas": "plancher", "fenetres": "fenetres", "surface": "surface", "hauteur": "hauteur"}  # fmt: skip
SHOWN_INPUTS = 6


def uncertainty(description: EnergyDescription, known: Known) -> dict:
    """What the label hangs on, and for plain answers the range they allow; empty when the home is not computed."""
    today, sure = timezone.localdate(), None
    if description.source == DescriptionSource.DECLARED:
        told = [one["key"] for one in known.facts if not one["source"].startswith(typology.DEFAULT)]
        sure = {SETTLED[key] for key in told if key in SETTLED}
    moved = sensitivity(known.columns, reading=reading_of(description), on=today, sure=sure)
    found: dict = {"sensitivity": [asdict(one) for one in moved[:SHOWN_INPUTS]]}
    if moved and description.source == DescriptionSource.DECLARED and not description.corrections:
        found["range"] = asdict(typology.range_of(typology.Answers(**description.answers), on=today))
    return json.loads(json.dumps(found))  # lists rather than tuples, as the database gives them back


def fault_line(fault: Fault) -> dict:
    """A fault of a file in plain values, as it is kept with the DPE."""
    line = asdict(fault)
    return line | {"message": line.pop("message_fr")}


def _from_answers(description: EnergyDescription) -> Known:
    described = typology.describe(typology.Answers(**description.answers), on=timezone.localdate())
    return _corrected(description, described.columns, described.sources)


def _from_dpe(description: EnergyDescription) -> Known:
    dpe = read_dpe(fetch(description.dpe.vault_name), name=description.dpe.file_name)
    return _corrected(description, dpe.columns)


def _corrected(description: EnergyDescription, columns: Columns, sources=()) -> Known:
    """Corrections by hand over what the source says; the facts they change name who and when."""
    corrections = description.corrections
    if corrections:
        columns = overrides(columns, {key: one["value"] for key, one in corrections.items()})
    signed = {fact: one for key, one in corrections.items() for fact in CHANGED_FACTS[key]}
    return Known(columns, [_fact(one, signed.get(one.key)) for one in facts(columns, sources)])


def _fact(one: Fact, correction: dict | None) -> dict:
    source = one.source
    if correction:
        day = dt.date.fromisoformat(correction["on"])
        how = "déclaré" if correction.get("declared") else "corrigé"
        source = f"{how} par {correction['by']} le {date_words(day)}"
    return {"key": one.key, "label": one.label_fr, "value": one.value, "shown": one.shown_fr, "source": source}
