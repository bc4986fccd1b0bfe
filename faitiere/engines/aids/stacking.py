"""What adds up with what, the cap on all aids applied once, what remains to pay and to advance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from . import codes, wording
from .case import CATEGORY_FACTS, Case, part
from .offers import gestes as geste_offer
from .offers import local as local_offer
from .offers.vat import works_ttc_cents
from .results import AidResult
from .situation import Situation

Path = Literal["accompagne", "geste", "copropriete"]
ACCOMPANIED_PATH = ("mpr_accompagne", "mar")
GESTE_PATH = ("mpr_geste", "cee", "cee_ampleur")
# Paid for the accompaniment, not for the works: outside the cap on the cost of the works.
OUTSIDE_CAP = ("mar", "copro_amo")
# Paid to the condominium, for the letting or for works of another kind: their cost is not in the lines of this project.
OTHER_PROJECTS = ("mpr_copropriete", "copro_amo", "mpld", "mpa", "prime_intermediation")
# For a syndicate the project is its own; what each household asks for on top stays in that household's plan.
SYNDICATE_AIDS = ("mpr_copropriete", "copro_amo")
LEFT_OUT = {
    "accompagne": GESTE_PATH,
    "geste": ACCOMPANIED_PATH,
    "copropriete": (*ACCOMPANIED_PATH, "mpr_geste", "cee_ampleur", "prime_individuelle"),
}
_REDUCED = {"accompagne": "mpr_accompagne", "geste": "mpr_geste", "copropriete": "mpr_copropriete"}
_EXCLUDED = {
    "accompagne": "Le parcours accompagné exclut MaPrimeRénov' par geste et les CEE des mêmes travaux.",
    "geste": "Le parcours par geste exclut le parcours accompagné.",
    "copropriete": "Les CEE du syndicat s'ajoutent à l'aide collective ; le plafond de ce cumul est à confirmer.",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """An aid kept in the stack, before and after the cap, in cents."""

    code: str
    name_fr: str
    before_cents: int
    after_cents: int
    advance_cents: int
    verified: bool


@dataclass(frozen=True, slots=True)
class Excluded:
    """An aid that the chosen path leaves out, and why."""

    code: str
    name_fr: str
    amount_cents: int
    reason_fr: str


@dataclass(frozen=True, slots=True)
class Stack:
    """The aids of a project together. Cents; None where the cost of the works is unknown.

    ``remaining_cents`` is the cost including tax minus the subsidies for the works (the support of Mon
    Accompagnateur Rénov' pays another bill); ``to_advance_cents`` what must be found before the last aid
    arrives; loans and tax advantages are listed apart, never subtracted.
    """

    path: Path
    kept: tuple[Kept, ...]
    excluded: tuple[Excluded, ...]
    works_ttc_cents: int | None
    cap_rate: float | None
    cap_cents: int | None
    capped_cents: int
    subsidies_cents: int
    remaining_cents: int | None
    to_advance_cents: int | None
    loans: tuple[AidResult, ...]
    tax: tuple[AidResult, ...]
    unknown: tuple[str, ...]
    verified: bool
    sentences: tuple[str, ...]


def stack(
    results: Sequence[AidResult], *, situation: Situation, on: date, path: Path | Literal["auto"] = "auto"
) -> Stack:
    """Combine the results of ``evaluate`` along a path; « auto » takes the one that pays the most.

    A syndicate has a path of its own: its collective aid, its assistance, the CEE of the works and the local aids.
    """
    case = Case(situation, on)
    if path == "auto" and situation.occupancy == "copropriete":
        return _combined(results, case, path="copropriete")
    if path != "auto":
        return _combined(results, case, path=path)
    by_geste = _combined(results, case, path="geste")
    if not _accompanied(results):
        return by_geste
    accompanied = _combined(results, case, path="accompagne")
    return by_geste if by_geste.subsidies_cents > accompanied.subsidies_cents else accompanied


def _combined(results: Sequence[AidResult], case: Case, *, path: Path) -> Stack:
    left_out = LEFT_OUT[path]
    others = [code for code in OTHER_PROJECTS if path != "copropriete" or code not in SYNDICATE_AIDS]
    granted = [r for r in results if r.kind == "subvention" and r.status == "eligible" and r.amount_cents]
    granted = [r for r in granted if r.code not in others]
    total = works_ttc_cents(case)
    paying, by_local = _local_exclusions(_exclusive([r for r in granted if r.code not in left_out]), case)
    paying, cuts = _local_caps(paying, case, total=total)
    rate, cap = _cap(case, path, total=total, results=results)
    kept, capped = _capped(paying, cap, reduced=_REDUCED[path], counted=_counted(paying, path, results=results))
    works_aids = sum(k.after_cents for k in kept if k.code not in OUTSIDE_CAP)
    advances = sum(k.advance_cents for k in kept)
    remaining = None if total is None else max(0, total - works_aids)
    return Stack(
        path=path,
        kept=kept,
        excluded=tuple(
            Excluded(
                r.code,
                r.name_fr,
                r.amount_cents or 0,
                by_local.get(r.code) or _why_out(r.code, path, left_out=left_out),
            )
            for r in granted
            if r.code not in {one.code for one in paying}
        ),
        works_ttc_cents=total,
        cap_rate=rate,
        cap_cents=cap,
        capped_cents=capped,
        subsidies_cents=sum(k.after_cents for k in kept),
        remaining_cents=remaining,
        to_advance_cents=None if total is None else max(0, total - advances),
        loans=tuple(r for r in results if r.kind == "pret" and r.status == "eligible"),
        tax=tuple(r for r in results if r.kind in ("fiscal", "tva") and r.status == "eligible"),
        unknown=tuple(r.code for r in results if r.status == "unknown"),
        verified=all(r.verified for r in paying),
        sentences=(*_sentences(path, rate, cap=cap, capped=capped), *cuts),
    )


def _why_out(code: str, path: Path, *, left_out: tuple[str, ...]) -> str:
    if code in left_out:
        return _EXCLUDED[path]
    return "Le Coup de pouce Rénovation d'ampleur ne s'ajoute pas aux aides par geste."


def _accompanied(results: Sequence[AidResult]) -> bool:
    return any(r.code == "mpr_accompagne" and r.status == "eligible" for r in results)


def _exclusive(granted: list[AidResult]) -> list[AidResult]:
    """The Coup de pouce ampleur never adds to the aids by geste: what pays the most stays."""
    ampleur = [r for r in granted if r.code == "cee_ampleur"]
    by_geste = [r for r in granted if r.code in ("mpr_geste", "cee")]
    if not ampleur or not by_geste:
        return granted
    gained = [sum(r.amount_cents or 0 for r in side) for side in (ampleur, by_geste)]
    dropped = by_geste if gained[0] > gained[1] else ampleur
    return [r for r in granted if r not in dropped]


def _local_exclusions(paying: list[AidResult], case: Case) -> tuple[list[AidResult], dict[str, str]]:
    """What a local aid refuses to be added to: on each such pair what pays the most stays, the reason said."""
    local = dict(local_offer.of_case(case))
    reasons: dict[str, str] = {}
    for code, aid in local.items():
        kept = [r for r in paying if r.code not in reasons]
        mine = next((r for r in kept if r.code == code), None)
        rivals = [r for r in kept if r.code in aid.excludes or ("locales" in aid.excludes and r.code in local)]
        rivals = [r for r in rivals if r.code != code]
        if mine is None or not rivals:
            continue
        loses = (mine.amount_cents or 0) <= sum(r.amount_cents or 0 for r in rivals)
        others = wording.listed([r.name_fr for r in rivals])
        for r in [mine] if loses else rivals:
            reasons[r.code] = f"L'aide « {mine.name_fr} » ne s'ajoute pas à {others} : ce qui paie le plus est retenu."
    return [r for r in paying if r.code not in reasons], reasons


def _local_caps(paying: list[AidResult], case: Case, *, total: int | None) -> tuple[list[AidResult], list[str]]:
    """Local aids lowered by their own cap on all the aids to the works, before that of MaPrimeRénov'."""
    if total is None:
        return paying, []
    caps = {code: aid.cap_rate for code, aid in local_offer.of_case(case) if aid.cap_rate}
    found, sentences = list(paying), []
    for place, one in enumerate(paying):
        if one.code not in caps:
            continue
        amount, limit = one.amount_cents or 0, part(total, caps[one.code])
        others = sum(r.amount_cents or 0 for r in found if r.code not in (one.code, *OUTSIDE_CAP))
        left = max(0, min(amount, limit - others))
        if left < amount:
            found[place] = replace(one, amount_cents=left)
            sentences.append(
                f"{one.name_fr} : toutes aides comprises, pas plus de {wording.percent(caps[one.code])} du coût TTC, "
                f"soit {wording.euros(amount - left)} de moins."
            )
    return found, sentences


def _cap(case: Case, path: Path, *, total: int | None, results: Sequence[AidResult]) -> tuple[float | None, int | None]:
    """Rate in % and cap in cents: on the cost including tax when accompanied, else on the eligible expense."""
    if path == "copropriete" or not case.knows(*CATEGORY_FACTS):
        return None, None
    name = "mpra_cap" if path == "accompagne" else "mpr_geste_cap"
    rate = case.r.number(name, category=codes.CATEGORIES[int(case.category[0])])
    base = total if path == "accompagne" else _eligible_expense(case, results)
    if rate != rate or base is None:
        return None, None
    return rate, part(base, rate)


def _aided_lines(results: Sequence[AidResult]) -> list[int]:
    """Positions of the lines of works that MaPrimeRénov' par geste pays."""
    found = next((r for r in results if r.code == "mpr_geste"), None)
    return [i for i, d in enumerate(found.details if found else ()) if d.status == "eligible"]


def _eligible_expense(case: Case, results: Sequence[AidResult]) -> int | None:
    expenses = [geste_offer.eligible_expense(case, i) for i in _aided_lines(results)]
    return sum(e or 0 for e in expenses) if expenses and None not in expenses else None


def _counted(paying: list[AidResult], path: Path, *, results: Sequence[AidResult]) -> dict[str, int]:
    """Cents of each aid that count under the cap; the CEE only for the lines MaPrimeRénov' also pays."""
    counted = {r.code: r.amount_cents or 0 for r in paying if r.code not in OUTSIDE_CAP}
    cee = next((r for r in paying if r.code == "cee"), None)
    if path == "geste" and cee is not None:
        counted["cee"] = sum(cee.details[i].amount_cents or 0 for i in _aided_lines(results))
    return counted


def _capped(
    paying: list[AidResult], cap: int | None, *, reduced: str, counted: dict[str, int]
) -> tuple[tuple[Kept, ...], int]:
    """MaPrimeRénov' is lowered, once, so that all the aids to the works stay under the cap."""
    own = counted.get(reduced, 0)
    over = 0 if cap is None else min(max(0, sum(counted.values()) - cap), own)
    kept = []
    for r in paying:
        before = r.amount_cents or 0
        after = before - over if r.code == reduced else before
        advance = r.advance_cents * after // before if before else 0
        kept.append(Kept(r.code, r.name_fr, before, after, advance, r.verified))
    return tuple(kept), over


def _sentences(path: Path, rate: float | None, *, cap: int | None, capped: int) -> tuple[str, ...]:
    if rate is None or cap is None:
        return (_EXCLUDED[path],)
    what = "du coût TTC des travaux" if path == "accompagne" else "de la dépense éligible"
    limit = f"Toutes aides comprises, le total ne peut pas dépasser {wording.percent(rate)} {what}"
    cut = f" : MaPrimeRénov' est réduite de {wording.euros(capped)}." if capped else "."
    return (_EXCLUDED[path], f"{limit}, soit {wording.euros(cap)}{cut}")
