"""Certificats d'économies d'énergie by line of works, and the Coup de pouce rénovation d'ampleur."""

from datetime import date

import numpy as np

from faitiere.engines import params

from .. import codes, wording
from ..case import CATEGORY_FACTS, LABELS, Case
from ..columns import Columns
from ..results import AidResult, Detail, Status, Step
from ..rules import cee as rule
from ..situation import CeePrice
from .verdict import Condition, age_refusal, judge, missing_fr, no_rule, parameter

CODE, NAME = "cee", "Certificats d'économies d'énergie (CEE)"
STEPS = (
    Step("avant de signer", "Acceptez l'offre d'un fournisseur d'énergie avant de signer le devis, et comparez-les."),
    Step("avant les travaux", "Vérifiez que le devis cite la fiche CEE et que l'entreprise est RGE."),
    Step("après", "Renvoyez l'attestation sur l'honneur et la facture au fournisseur."),
)
PAID = "Après les travaux, ou déduite de la facture selon l'offre."
PRICE_CAVEAT = "Le prix du kWh cumac est une hypothèse : chaque fournisseur fixe le sien."
_AGE = parameter("cee_home_age")
_CHARACTERISTIC = "caractéristique demandée par la fiche CEE"
CONDITIONS = (
    Condition("age", (), age_refusal(_AGE), _AGE),
    Condition("mainland", (), lambda case: "Les fiches CEE calculées ici ne valent qu'en métropole."),
    Condition("lines", ("lines",), lambda case: "Aucun geste dans le projet."),
)


def supplier_price(supplier: str, *, on: date) -> CeePrice | None:
    """The published offer of a supplier on a day, None when the tables hold none."""
    found = [p for p in params.in_force(on, "cee_supplier_price") if p.note == supplier]
    euros = {dict(p.keys)["kind"]: float(p.value or 0) * 1_000 for p in found}
    return CeePrice(supplier, euros["classique"], euros["precarite"]) if len(euros) == 2 else None


def offer(case: Case) -> AidResult:
    """The sum of the CEE of the lines: coup de pouce where it applies, else the fiche and a price."""
    values = rule.conditions(case.c, case.r) | {"lines": np.array([bool(case.s.lines)])}
    found = judge(case, values, conditions=CONDITIONS)
    if found.status != "eligible":
        return AidResult(CODE, NAME, "subvention", found.status, found.reason_fr, missing=found.missing)
    details = tuple(_line(case, i) for i in range(len(case.s.lines)))
    paid = [d for d in details if d.status == "eligible"]
    unknown = [d for d in details if d.status == "unknown"]
    gestes: list[str | None] = [line.geste for line in case.s.lines if line.geste in rule.FICHES]
    origin = case.provenance(*(figure for geste in gestes or [None] for figure in _figures(case, geste)))
    status: Status = "eligible" if paid else "unknown" if unknown else "not_eligible"
    return AidResult(
        code=CODE,
        name_fr=NAME,
        kind="subvention",
        status=status,
        reason_fr=f"{' ; '.join(d.reason_fr for d in details)}.",
        amount_cents=None if status == "unknown" else sum(d.amount_cents or 0 for d in paid),
        missing=tuple(filter(None, dict.fromkeys(d.reason_fr.partition(" : il manque ")[2] for d in unknown))),
        source=origin.source,
        valid_from=origin.valid_from,
        valid_to=origin.valid_to,
        verified=origin.verified,
        caveat_fr=f"{'' if case.s.cee_price else PRICE_CAVEAT} {origin.caveat_fr}".strip(),
        steps=STEPS,
        paid_when=PAID,
        details=details,
    )


def price(case: Case) -> tuple[float | None, str]:
    """€ a kWh cumac and where it comes from; None for the single hypothesis. NaN while the category is missing."""
    offered = case.s.cee_price
    if offered is None:
        return None, ""
    kinds = {"precarite": offered.precarite_mwh, "classique": offered.classique_mwh}
    if offered.classique_mwh != offered.precarite_mwh and not case.knows(*CATEGORY_FACTS):
        return float("nan"), ""
    poor = case.knows(*CATEGORY_FACTS) and case.r.number(
        "cee_price_kind", kind="precarite", category=case.category_code
    )
    kind = "precarite" if poor == 1 else "classique"
    words = {"precarite": "précarité", "classique": "classique"}[kind]
    return kinds[kind] / 1_000, f"{wording.number(kinds[kind])}\u00a0€/MWh cumac ({words}), {offered.supplier}"


def _figures(case: Case, geste: str | None) -> list[tuple[str, dict[str, str]]]:
    """The parameters a line of works rests on, for its source and its state of verification."""
    if geste is None:
        return [("cee_price", {"kind": "unique"})]
    shape = rule.FICHES[geste]
    zone = codes.CLIMATE_ZONES[int(rule.zone(case.c)[0])]
    keys = {"geste": geste, "variant": shape.variants[0], "zone": zone if shape.by_zone else ""}
    found = [("cee_fiche", {k: v for k, v in keys.items() if v})]
    if _has_bonus(case, geste) and case.s.fossil_boiler_replaced:
        return [("cee_coup_de_pouce", {"geste": geste, "category": "modeste"}), case.category_figures]
    return [*found, ("cee_price", {"kind": "unique"})]


def _lacking(case: Case, index: int) -> list[str]:
    geste = case.s.lines[index].geste
    boiler = _has_bonus(case, geste)
    if _dwellings(case, geste) is None:
        return ["nombre de logements de la copropriété"]
    if boiler and case.s.fossil_boiler_replaced:
        return case.lacks(CATEGORY_FACTS)
    return case.lacks((*(("boiler",) if boiler else ()), "department", "home", "area"))


def _line(case: Case, index: int) -> Detail:
    line = case.s.lines[index]
    label = line.label or codes.GESTES.get(line.geste or "", "Ligne de travaux")
    if line.geste not in rule.FICHES and _is_syndicate(case):
        return Detail(
            label, "unknown", None, reason_fr=f"CEE non calculés pour {label} : aucune fiche dans nos données"
        )
    if line.geste not in rule.FICHES:
        return Detail(label, "not_eligible", 0, reason_fr=f"{label} : aucune fiche CEE calculée ici")
    if line.conditions_met is False:
        return Detail(label, "not_eligible", 0, reason_fr=f"{label} : critères de la fiche non respectés")
    if lacking := _lacking(case, index):
        return Detail(label, "unknown", None, reason_fr=f"{label} : il manque {wording.listed(lacking)}")
    c = case.line_columns(line)
    bonus = _bonus(case, c, geste=line.geste)
    paid, how = price(case)
    if bonus != bonus and paid != paid and paid is not None:
        return Detail(
            label, "unknown", None, reason_fr=f"{label} : il manque {wording.listed(case.lacks(CATEGORY_FACTS))}"
        )
    euros = bonus if bonus == bonus else float(rule.amount(c, case.r, geste=line.geste, price=paid)[0])
    if euros != euros:
        return Detail(label, "unknown", None, reason_fr=f"{label} : il manque {_CHARACTERISTIC}")
    dwellings = _dwellings(case, line.geste) or 1
    cents = round(euros * dwellings * 100)
    said = f"Coup de pouce, {wording.euros(cents)}" if bonus == bonus else wording.euros(cents)
    said += f" à {how}" if how and bonus != bonus else ""
    said += f" pour {dwellings} logements, à confirmer pour un immeuble" if dwellings > 1 else ""
    settled = case.provenance(*_figures(case, line.geste)).verified
    return Detail(label, "eligible", cents, reason_fr=f"{label} : {said}", verified=settled)


def _is_syndicate(case: Case) -> bool:
    return case.s.occupancy == "copropriete"


def _has_bonus(case: Case, geste: str | None) -> bool:
    """The Coup de pouce replaces the boiler of a home, never the plant of a building."""
    return geste in rule.COUP_DE_POUCE and not (_is_syndicate(case) and geste in rule.BY_DWELLING)


def _dwellings(case: Case, geste: str | None) -> int | None:
    """How many times the amount of a fiche counts: once a dwelling served by the plant of a building."""
    if not _is_syndicate(case) or geste not in rule.BY_DWELLING:
        return 1
    return case.s.condo.homes if case.s.condo else None


def _bonus(case: Case, c: Columns, *, geste: str) -> float:
    """The Coup de pouce of a geste in euros, NaN when it has none."""
    if not _has_bonus(case, geste):
        return float("nan")
    return float(rule.coup_de_pouce(c, case.r, geste=geste, category=case.category)[0])


def ampleur(case: Case, accompanied: str) -> AidResult:
    """The Coup de pouce for who is refused the parcours accompagné; ``accompanied`` is that aid's status."""
    code, name = "cee_ampleur", "Coup de pouce Rénovation d'ampleur (CEE)"
    if accompanied in ("eligible", "closed"):
        reason = "Réservé aux projets sans MaPrimeRénov' parcours accompagné."
        return AidResult(code, name, "subvention", "not_eligible", reason)
    lacking = case.lacks(("class_before", "class_after", "area"))
    if accompanied == "unknown":
        lacking = [*lacking, "droit ou non à MaPrimeRénov' parcours accompagné"]
    if not case.age_is_sure(case.r.number("cee_home_age")):
        lacking = [*lacking, LABELS["age"]]
    if lacking:
        return AidResult(code, name, "subvention", "unknown", missing_fr(lacking), missing=tuple(lacking))
    values = rule.ampleur_conditions(case.c, case.r, accompanied=np.array([False]))
    if not all(bool(v[0]) for v in values.values()):
        reason = "Il faut au moins deux classes gagnées dans un logement individuel achevé depuis deux ans."
        return AidResult(code, name, "subvention", "not_eligible", reason)
    euros = float(rule.ampleur(case.c, case.r)[0])
    if euros != euros:
        none = no_rule("cee_ampleur", case.on)
        return AidResult(code, name, "subvention", none.status, none.reason_fr)
    jumps = codes.JUMPS[min(int(case.c.class_before[0] - case.c.class_after[0]), 4) - 2]
    origin = case.provenance(("cee_ampleur", {"jumps": jumps}))
    return AidResult(
        code=code,
        name_fr=name,
        kind="subvention",
        status="eligible",
        reason_fr=(
            f"De {case.s.class_before} à {case.s.class_after} dans {wording.number(case.s.area_m2 or 0)} m² : "
            f"{wording.euros(round(euros * 100))}."
        ),
        amount_cents=round(euros * 100),
        steps=STEPS,
        paid_when=PAID,
    ).sourced(origin)
