"""Sample households a local aid is tried on before it is published: invented, at the income ceilings in force."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from faitiere.engines import params
from faitiere.engines.aids import LocalAid as EngineAid
from faitiere.engines.aids import Situation, WorkLine, evaluate, stack

_ABOVE = 1.2  # a household of the highest category earns this many times the last ceiling


@dataclass(frozen=True, slots=True)
class Tried:
    """What the aid answers to a sample: status, euros before and after the stack, reason."""

    label: str
    project: str
    status: str
    amount_cents: int
    counted_cents: int
    reason: str
    remaining_cents: int | None


@cache
def samples() -> tuple[dict, ...]:
    text = (resources.files("faitiere.apps.local_aids") / "data" / "samples.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["sample"])


def tried(aid: EngineAid, *, place: dict, others: tuple[EngineAid, ...], on: dt.date) -> list[Tried]:
    """The aid on every sample household, with the other local aids of that day.

    place  {"commune", "epci", "department", "ile_de_france"} of a home the aid concerns
    """
    return [_tried(one, aid, place=place, others=others, on=on) for one in samples()]


def _tried(sample: dict, aid: EngineAid, *, place: dict, others: tuple[EngineAid, ...], on: dt.date) -> Tried:
    situation = _situation(sample, place, on, (aid, *others))
    results = evaluate(situation, on=on)
    mine = next(one for one in results if one.code == aid.code)
    stacked = stack(results, situation=situation, on=on)
    counted = next((one.after_cents for one in stacked.kept if one.code == aid.code), 0)
    left_out = next((one.reason_fr for one in stacked.excluded if one.code == aid.code), "")
    return Tried(
        label=sample["label"],
        project=sample["project"],
        status=mine.status,
        amount_cents=mine.amount_cents or 0,
        counted_cents=counted,
        reason=" ".join(part for part in (left_out or mine.reason_fr, mine.caveat_fr) if part),
        remaining_cents=stacked.remaining_cents,
    )


def _situation(sample: dict, place: dict, on: dt.date, aids: tuple[EngineAid, ...]) -> Situation:
    facts = sample["facts"]
    return Situation(
        **{name: value for name, value in facts.items() if name not in ("category", "age")},
        **place,
        rfr_euros=_income(facts["category"], facts["household_size"], place["ile_de_france"], on),
        built_year=on.year - facts["age"],
        main_home=True,
        appointment_held=True,
        fossil_boiler_replaced=False,
        lines=tuple(WorkLine(**line, conditions_met=True) for line in sample["line"]),
        local_aids=aids,
        filed_on=on,
    )


def _income(category: str, size: int, ile_de_france: bool, on: dt.date) -> float:
    """The ceiling of the category, which is still in it; above the last one for the highest category."""
    highest = category == "superieur"
    keys = {
        "zone": "ile_de_france" if ile_de_france else "autres_regions",
        "household": str(size),
        "category": "intermediaire" if highest else category,
    }
    ceiling = float(params.trusted("income_ceiling", on=on, **keys).value)
    return round(ceiling * _ABOVE) if highest else ceiling
