"""Works of a scenario done in stages: what each stage holds and the label once it is done."""

import datetime as dt

from faitiere.engines.energy import summary, works
from faitiere.engines.energy.columns import Columns

# Years from today an advisor may give to a work.
YEARS = ((0, "Tout de suite"), (1, "Dans 1 an"), (2, "Dans 2 ans"), (3, "Dans 3 ans"), (5, "Dans 5 ans"))
WORDS = dict(YEARS)


def stages_of(chosen: list[dict], bundle: list[works.Work]) -> list[works.Stage]:
    """The stages of a scenario, soonest first; a work without a year is done at once."""
    by_year: dict[int, tuple[works.Work, ...]] = {}
    for work, engine_work in zip(chosen, bundle, strict=True):
        year = int(work.get("years") or 0)
        by_year[year] = (*by_year.get(year, ()), engine_work)
    return [works.Stage(year, listed) for year, listed in sorted(by_year.items())]


def computed(columns: Columns, stages: list[works.Stage], *, reading: str, on: dt.date) -> list[dict]:
    """Each stage as a scenario keeps it: works, and the home once it is done; empty when all is done at once."""
    if len(stages) < 2:
        return []
    found = works.grid(columns, works.cumulated(stages), reading=reading)
    after = summary.summarise_all(found.columns.take(found.place[:, 0]), reading=reading, on=on)
    return [
        {
            "years": stage.years,
            "works": [work.code for work in stage.works],
            "class": one["class"],
            "primary_kwh_m2": one["primary_kwh_m2"],
            "ghg_kg_m2": one["ghg_kg_m2"],
            "cost_eur": one["cost_eur"],
        }
        for stage, one in zip(stages, after, strict=True)
        if one["status"] == "ok"
    ]


def words(stages: list[dict], labels: dict[str, str]) -> list[dict]:
    """For the screen: when, what, and the label after; labels: code of a work → its words."""
    return [
        {
            "when": WORDS.get(one["years"], f"Dans {one['years']} ans"),
            "works": [labels[code] for code in one["works"] if code in labels],
            "class": one["class"],
            "primary": one["primary_kwh_m2"],
            "bill_cents": round(100 * one["cost_eur"]["likely"]),
        }
        for one in stages
    ]
