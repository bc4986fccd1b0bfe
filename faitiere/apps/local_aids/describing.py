"""From a version kept in the database to the local aid the engine computes. Reads only."""

import datetime as dt

from faitiere.apps.territories.models import Commune, ServedCommune
from faitiere.engines.aids import LocalAid as EngineAid
from faitiere.engines.aids import Tier, codes
from faitiere.lib.numbers import date_words

from .enums import TierKind
from .models import AidNote, LocalAid
from .wording import amount_words

TERRITORY, COMMUNES = "territoire", "communes"
CODE = "locale_"


def code_of(aid: LocalAid) -> str:
    """Code of its result in a case: the version, so that the case says for ever which one was used."""
    return f"{CODE}{aid.pk}"


def in_force(on: dt.date) -> tuple[EngineAid, ...]:
    """Local aids of the territory published and open on a day, as the engine takes them."""
    return tuple(described(aid) for aid in LocalAid.objects.in_force(on).order_by("name", "pk"))


def notes() -> dict[str, AidNote]:
    """Notes of the territory on the national aids, by code of aid."""
    return {note.aid_code: note for note in AidNote.objects.all()}


def described(aid: LocalAid, *, tried: bool = False) -> EngineAid:
    """The engine's aid; one that nobody confirmed is announced only, and counts for nothing.

    tried  before it is published: computed as if it were confirmed
    """
    terms, confirmed = aid.terms, aid.confirmed or tried
    area, places = _places(terms)
    return EngineAid(
        name=aid.name,
        code=code_of(aid),
        area=area,
        places=places,
        source=source_of(aid),
        valid_from=aid.valid_from,
        valid_to=aid.valid_to,
        verified=confirmed,
        categories=tuple(terms["categories"]) or codes.CATEGORIES,
        audiences=tuple(terms["audiences"]),
        min_age=float(terms["min_age"] or 0),
        min_gain=float(terms["min_gain"] or 0),
        min_jumps=float(terms["min_jumps"] or 0),
        best_class_before=_rank(terms["class_before"], 0),
        worst_class_after=_rank(terms["class_after"], 7),
        min_works=(terms["min_works_cents"] or 0) / 100,
        works=tuple(terms["works"]),
        excludes=tuple(terms["excludes"]),
        cap_rate=float(terms["cap_rate"] or 0),
        to_do=terms["to_do"],
        paid_when=terms["paid_when"],
        tiers=tuple(_tier(tier) for tier in terms["tiers"]) if confirmed else (),
        announced=amount_words(terms["tiers"]),
    )


def source_of(aid: LocalAid) -> str:
    """ "Commune de Cugnaux, délibération n° 2026-041 du 12 octobre 2026"."""
    number = f"délibération n°\u00a0{aid.deliberation}" if aid.deliberation else "sans délibération connue"
    day = f" du {date_words(aid.deliberated_on)}" if aid.deliberated_on else ""
    return f"{aid.body}, {number}{day}"


def _places(terms: dict) -> tuple[str, tuple[str, ...]]:
    """Column of the engine, and the places concerned."""
    kind, _, code = terms["area"].partition(":")
    if kind == "epci":
        return "home_epci", (code,)
    if kind == "departement":
        return "home_department", (code,)
    if kind == "region":
        departments = Commune.objects.filter(region=code).order_by().values_list("departement", flat=True).distinct()
        return "home_department", tuple(sorted(departments))
    if kind == COMMUNES:
        return "home_commune", tuple(terms["communes"])
    served = ServedCommune.objects.order_by("commune_id").values_list("commune_id", flat=True)
    return "home_commune", tuple(served)


def _rank(letter: str, absent: int) -> float:
    return float(codes.CLASSES.index(letter) + 1) if letter else float(absent)


def _tier(tier: dict) -> Tier:
    value, top = tier["value"], float("inf")
    return Tier(
        gain_from=float(tier["gain_from"] or 0),
        gain_to=top if tier["gain_to"] is None else float(tier["gain_to"]),
        categories=tuple(tier["categories"]) or codes.CATEGORIES,
        rate=float(value) if tier["kind"] == TierKind.RATE else 0.0,
        flat=value / 100 if tier["kind"] == TierKind.FLAT else 0.0,
        per_m2=value / 100 if tier["kind"] == TierKind.PER_M2 else 0.0,
        works_max=top if tier["works_max_cents"] is None else tier["works_max_cents"] / 100,
        amount_max=top if tier["amount_max_cents"] is None else tier["amount_max_cents"] / 100,
    )
