"""VAT line by line: 5.5, 10 or 20 %, from the age of the home and the kind of works."""

from dataclasses import dataclass
from datetime import date

from faitiere.engines import params
from faitiere.engines.params import NoValue

from .. import codes, wording
from ..case import LABELS, Case, part
from ..results import AidResult, Detail, Step
from ..situation import WorkLine
from .verdict import missing_fr

CODE, NAME = "tva", "Taux réduits de TVA"
STEPS = (Step("avant de signer", "Vérifiez le taux sur le devis ; vous y certifiez l'âge et l'usage du logement."),)
# Gestes that are not works of energy saving for the tax: a study, and the air/air heat pump.
_OTHER_KINDS = {"audit": "normal", "pac_air_air": "pac_air_air"}


@dataclass(frozen=True, slots=True)
class VatLine:
    """A line of works with its tax, in cents; ``rate`` None and the normal rate counted when to be confirmed."""

    label_fr: str
    ht_cents: int
    rate: float | None
    vat_cents: int
    ttc_cents: int
    reason_fr: str
    verified: bool


def kind_of(line: WorkLine) -> str | None:
    """Kind of works for the tax: as given, else energy when the geste is known, but for two of them."""
    return line.vat_kind or (_OTHER_KINDS.get(line.geste, "energie") if line.geste else None)


def normal_rate(on: date) -> float:
    """The normal rate of a day, in %; the oldest known one for a day before it."""
    first = min(p.valid_from for p in params.store.every() if p.name == "vat_rate")
    return float(params.trusted("vat_rate", on=max(on, first), kind="normal").value or 0)


def rated(case: Case, line: WorkLine) -> VatLine:
    """A line with its rate. What cannot be decided is counted at the normal rate, never lower."""
    return case.once(("vat", id(line)), lambda: _rated(case, line))


def _rated(case: Case, line: WorkLine) -> VatLine:
    kind = kind_of(line)
    young = case.ages is not None and case.ages[1] < case.r.number("vat_home_age")
    normal = normal_rate(case.on)
    rate, reason, settled = None, "", True
    if young:
        rate, reason = normal, "logement achevé depuis moins de deux ans"
    elif kind == "normal":
        rate, reason = normal, "hors des travaux à taux réduit"
    elif kind is None:
        reason = "À confirmer : nature des travaux inconnue"
    elif not case.age_is_sure(case.r.number("vat_home_age")):
        reason = "À confirmer : date d'achèvement du logement inconnue"
    else:
        rate, reason, settled = _by_kind(case, kind)
    ht = line.amount_ht_cents or 0
    tax = part(ht, normal if rate is None else rate)
    label = line.label or codes.GESTES.get(line.geste or "", "Ligne de travaux")
    return VatLine(label, ht, rate, tax, ht + tax, reason, settled and rate is not None)


def _by_kind(case: Case, kind: str) -> tuple[float | None, str, bool]:
    try:
        found = params.trusted("vat_rate", on=case.on, kind=kind)
    except NoValue:
        return None, "À confirmer : aucun taux trouvé pour ces travaux à cette date", False
    reason = found.note or "fourniture et pose de chaudière au gaz"
    return float(found.value or 0), reason, params.is_settled("vat_rate", on=case.on, kind=kind)


def works_ttc_cents(case: Case) -> int | None:
    """Works including tax: line by line, else the total at the rate assumed for energy works."""
    if case.s.lines and case.works_ht_cents is not None and all(x.amount_ht_cents is not None for x in case.s.lines):
        return sum(rated(case, line).ttc_cents for line in case.s.lines)
    works, rate = case.works_ht_cents, case.r.number("vat_project_rate")
    return None if works is None or rate != rate else works + part(works, rate)


def offer(case: Case) -> AidResult:
    """The tax saved against the normal rate; each line says its rate and why."""
    if not case.s.lines:
        lacking = case.lacks(("lines",))
        return AidResult(CODE, NAME, "tva", "unknown", missing_fr(lacking), missing=tuple(lacking))
    lines = [rated(case, line) for line in case.s.lines]
    details = tuple(
        Detail(x.label_fr, "unknown" if x.rate is None else "eligible", x.vat_cents, x.ht_cents, x.rate, x.reason_fr)
        for x in lines
    )
    normal = normal_rate(case.on)
    saved = sum(part(x.ht_cents, normal) - x.vat_cents for x in lines)
    unknown = all(x.rate is None for x in lines)
    origin = case.provenance(("vat_rate", {"kind": "energie"}))
    said = [
        f"{x.label_fr} : {'taux à confirmer' if x.rate is None else wording.percent(x.rate)} ({x.reason_fr})"
        for x in lines
    ]
    return AidResult(
        code=CODE,
        name_fr=NAME,
        kind="tva",
        status="unknown" if unknown else "eligible" if saved else "not_eligible",
        reason_fr=f"{' ; '.join(said)}.",
        amount_cents=None if unknown else saved,
        base_cents=sum(x.ht_cents for x in lines),
        missing=(LABELS["age"],) if case.ages is None else (),
        source=origin.source,
        valid_from=origin.valid_from,
        verified=all(x.verified for x in lines),
        steps=STEPS,
        paid_when="Directement sur le devis et la facture de l'entreprise.",
        details=details,
    )
