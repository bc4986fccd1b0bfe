"""After the works (B5): bills before and after at equal climate, against the computed gain, on screen and on paper."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from faitiere.apps.buildings.models import BillYear
from faitiere.engines import bills as engine
from faitiere.lib import charts
from faitiere.lib.numbers import join_words, money, number, percent
from faitiere.lib.reports.follow_up import FollowUpReport

from .bills import USES, about_case, balance, rows
from .lookup import chosen_of, shown_study
from .models import Scenario

# What to look at when a building saves less than computed; said in this order.
_CHECKS = (
    "La température de chauffage des logements et des parties communes : chaque degré de plus coûte.",
    "Les réglages de la chaufferie : loi d'eau, réduit de nuit, équilibrage des colonnes.",
    "Les débits de ventilation, et les logements qui n'étaient pas chauffés ou occupés avant.",
    "La réserve des travaux : un isolant ou un robinet qui manque se voit à la caméra thermique.",
)
_KINDS = {
    engine.Verdict.WITHIN: ("ok", "Comme prévu"),
    engine.Verdict.MORE: ("ok", "Mieux que prévu"),
    engine.Verdict.LESS: ("warn", "Moins que prévu"),
    engine.Verdict.UNSURE: ("note", "Trop tôt pour juger"),
}


@dataclass(frozen=True)
class FollowUp:
    """Years on both sides; `comparison` None with what is `missing`; `computed` None without a scenario kept."""

    rows: list[BillYear]
    before: list[engine.YearBalance]
    after: list[engine.YearBalance]
    computed: float | None
    comparison: engine.Comparison | None
    missing: str

    @property
    def uncorrected(self) -> list[str]:
        """Years left out of the comparison, for want of degree-days."""
        return [one.year for one in (*self.before, *self.after) if one.corrected_per_m2 is None]

    @property
    def verdict(self) -> engine.Verdict | None:
        if self.comparison is None or self.computed is None:
            return None
        return self.comparison.verdict(self.computed)


def kept_of(case) -> Scenario | None:
    """The scenario kept in the latest study; None without one."""
    study = shown_study(case)
    return chosen_of(study) if study else None


def computed_gain(scenario: Scenario | None) -> float | None:
    """Share of primary energy that a scenario was to save."""
    percents = scenario.result.get("comparison", {}).get("primary_kwh_gain_pct") if scenario else None
    return None if percents is None else percents / 100


def of_case(case, *, on: dt.date) -> FollowUp:
    """Where a case stands after its works, under the rules of a day."""
    listed = rows(case.home)
    found = balance(case.home, listed, on=on)
    during = {row.label for row in listed if row.during_works}
    later = {row.label for row in listed if row.after_works}
    before = [one for one in found.years if one.year not in during | later]
    after = [one for one in found.years if one.year in later]
    comparison, missing = None, " ".join(found.problems)
    if not missing:
        try:
            comparison = engine.after_works(before, after)
        except ValueError as lacking:
            missing = str(lacking)
    return FollowUp(listed, before, after, computed_gain(kept_of(case)), comparison, missing)


def page(case) -> dict:
    """Context of the tab "Après travaux"."""
    found = of_case(case, on=timezone.localdate())
    verdict = found.verdict
    kind, word = _KINDS[verdict] if verdict else ("", "")
    return {
        "follow_up": found,
        "finding": finding(found),
        "chart": drawing(found),
        "table": table(found),
        "sentence": sentence(found),
        "kind": kind,
        "word": word,
        "checks": _CHECKS if verdict == engine.Verdict.LESS else (),
    }


def finding(found: FollowUp) -> str:
    """What the bills say, in one sentence; empty while nothing can be compared."""
    if found.comparison is None:
        return ""
    gain = found.comparison.gain
    if abs(gain) < 0.02:
        return "À climat égal, l’énergie n’a guère changé depuis les travaux."
    way = "de moins" if gain > 0 else "de plus"
    return f"À climat égal, {percent(abs(gain))} d’énergie {way} qu’avant les travaux."


def sentence(found: FollowUp) -> str:
    """Measured against computed, with the uncertainty; what lacks to say it."""
    if found.comparison is None:
        return found.missing
    if found.computed is None:
        return "Aucun scénario n’est retenu dans l’onglet Scénarios : le gain mesuré n’est comparé à aucun calcul."
    return found.comparison.sentence(found.computed)


def drawing(found: FollowUp) -> charts.Chart | None:
    """Corrected primary energy of each year, before then after."""
    sides = {
        side: [one for one in years if one.corrected_per_m2]
        for side, years in (("avant", found.before), ("après", found.after))
    }
    columns = [
        (one.year, tuple(float(one.corrected_per_m2.get(use, 0)) for use in USES))
        for years in sides.values()
        for one in years
    ]
    if not columns:
        return None
    told = [f"{side} {join_words([one.year for one in years])}" for side, years in sides.items() if years]
    title = f"Énergie primaire, en kWh par m², à climat égal : {', '.join(told)}"
    return charts.years_by_use(columns, title=title, unit="kWh par m²", name="suivi")


def table(found: FollowUp) -> list[tuple[str, str, str]]:
    """(what, before, after) lines; "non connu" where a side has nothing to say."""
    comparison = found.comparison
    sides = (found.before, found.after)
    spent = [engine.mean_cents(side) for side in sides]
    homes = [
        round(cents / side[0].dwellings) if cents is not None else None
        for cents, side in zip(spent, sides, strict=True)
    ]
    lines = [
        ("Années comparées", *(join_words([one.year for one in side]) or "aucune" for side in sides)),
        ("Dépense d’énergie par an, aux prix payés", *(_euros(cents) for cents in spent)),
        ("Par logement et par an", *(_euros(cents) for cents in homes)),
    ]
    if comparison:
        corrected = (comparison.before_per_m2, comparison.after_per_m2)
        lines.insert(1, ("Énergie primaire par m², à climat égal", *(f"{number(one)} kWh" for one in corrected)))
    return [(label, old, new) for label, old, new in lines]


def _euros(cents: int | None) -> str:
    return "non connue" if cents is None else money(cents)


def range_words(comparison: engine.Comparison) -> str:
    """The 80 % range of the measured gain, in words."""
    if comparison.low is None or comparison.high is None:
        return "non connue : il faut deux années de chaque côté"
    return f"de {percent(comparison.low)} à {percent(comparison.high)}, huit fois sur dix"


def printed(case, found: FollowUp, *, territory) -> FollowUpReport:
    """What the follow-up report prints."""
    scenario, comparison = kept_of(case), found.comparison
    figures = [("Gain mesuré", percent(comparison.gain)), ("Sa marge", range_words(comparison))] if comparison else []
    figures += [("Gain calculé", percent(found.computed))] if found.computed is not None else []
    figures += _classes(scenario)
    picture = drawing(found)
    return FollowUpReport(
        **about_case(case, territory),
        finding=finding(found),
        sentence=sentence(found),
        figures=tuple(figures),
        charts=(picture,) if picture else (),
        rows=tuple(table(found)),
        works=tuple(line["label"] for line in scenario.result["cost"]["lines"]) if scenario else (),
        checks=_CHECKS if found.verdict == engine.Verdict.LESS else (),
        notes=tuple(_notes(found)),
    )


def _classes(scenario: Scenario | None) -> list[tuple[str, str]]:
    if scenario is None:
        return []
    before, after = scenario.study.inputs["base"]["class"], scenario.result["after"]["class"]
    return [("Classe estimée avant, puis après", f"{before}, puis {after}")]


def _notes(found: FollowUp) -> Sequence[str]:
    """What the comparison rests on and leaves out."""
    notes = ["Le chauffage seul est corrigé du climat ; la dépense est celle payée, aux prix de chaque année."]
    if found.uncorrected:
        notes.append(f"Sans degrés-jours, laissées de côté : {join_words(found.uncorrected)}.")
    during = [row.label for row in found.rows if row.during_works]
    if during:
        notes.append(f"Pendant les travaux, laissées de côté : {join_words(during)}.")
    notes.append("Le gain calculé suppose un usage courant des logements : l'écart peut venir de l'usage.")
    return notes
