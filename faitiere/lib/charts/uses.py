"""Consumption by use, in kWh of final energy a year; a use at zero stays, labelled 0."""

from collections.abc import Mapping

from ..numbers import kwh
from .bars import Bar, draw_bars, draw_pairs, enumerate_figures
from .chart import Chart

USES: Mapping[str, tuple[str, str]] = {
    "chauffage": ("Chauffage", "c-heat"),
    "ecs": ("Eau chaude", "c-water"),
    "eclairage": ("Éclairage", "c-light"),
    "auxiliaires": ("Auxiliaires", "c-dot"),
    "refroidissement": ("Refroidissement", "c-cool"),
}


def _complete(by_use: Mapping[str, float]) -> dict[str, float]:
    unknown = set(by_use) - set(USES)
    if unknown:
        raise ValueError(f"Usage inconnu : {', '.join(sorted(unknown))}. Connus : {', '.join(USES)}.")
    return {use: by_use.get(use, 0) for use in USES}


def uses(by_use: Mapping[str, float], *, name: str = "usages") -> Chart:
    """Sorted bars by use.

    by_use  kWh of final energy a year by key of USES; a missing use counts 0
    """
    values = sorted(_complete(by_use).items(), key=lambda item: -item[1])
    bars = [Bar(USES[use][0], value, kwh(value), USES[use][1]) for use, value in values]
    rows = [(bar.label, bar.shown) for bar in bars]
    return Chart(
        name=name,
        title="Consommation estimée par usage, par an",
        description=enumerate_figures(rows),
        columns=("Usage", "Énergie finale par an"),
        rows=rows,
        wide=draw_bars(bars, narrow=False),
        narrow=draw_bars(bars, narrow=True),
    )


def uses_compare(before: Mapping[str, float], after: Mapping[str, float], *, name: str = "compare") -> Chart:
    """The same uses before (outlined) and after works (full), one under the other.

    before, after  kWh of final energy a year by key of USES
    """
    old, new = _complete(before), _complete(after)
    order = sorted((use for use in USES if old[use] or new[use]), key=lambda use: -max(old[use], new[use]))
    pairs = []
    for use in order or list(USES):
        label, look = USES[use]
        today = Bar(label, old[use], f"{kwh(old[use])} aujourd’hui", "c-before")
        pairs.append((today, Bar(label, new[use], f"{kwh(new[use])} après", look)))
    rows = [(USES[use][0], kwh(old[use]), kwh(new[use])) for use in USES]
    totals = kwh(sum(old.values())), kwh(sum(new.values()))
    return Chart(
        name=name,
        title="Consommation estimée avant et après travaux, par an",
        description=f"Au total {totals[1]} après travaux au lieu de {totals[0]} aujourd’hui.",
        columns=("Usage", "Aujourd’hui", "Après travaux"),
        rows=[*rows, ("Total", *totals)],
        wide=draw_pairs(pairs, narrow=False),
        narrow=draw_pairs(pairs, narrow=True),
    )
