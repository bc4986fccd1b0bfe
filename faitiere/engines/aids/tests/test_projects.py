"""Many projects at once: the same euros as the façade, one by one, along both paths and under every regime."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from faitiere.engines.aids import LocalAid, Tier, WorkLine, evaluate, stack
from faitiere.engines.aids.case import Case
from faitiere.engines.aids.codes import CLASSES
from faitiere.engines.aids.offers.vat import works_ttc_cents
from faitiere.engines.aids.projects import Projects, grant
from faitiere.engines.aids.situation import CeePrice

from .cast import DEC_2025, FAMILY, SPRING_2026, WINTER_2025, family

LINES = (
    WorkLine(geste="murs_exterieurs", amount_ht_cents=1_850_000, quantity=118, conditions_met=True),
    WorkLine(geste="murs_interieurs", amount_ht_cents=905_050, quantity=83, conditions_met=True),
    WorkLine(geste="murs_interieurs", amount_ht_cents=123_456, quantity=40, conditions_met=None),
    WorkLine(geste="rampants_combles", amount_ht_cents=361_733, quantity=92, conditions_met=True),
    WorkLine(geste="plancher_bas", amount_ht_cents=340_000, quantity=80, conditions_met=True),
    WorkLine(geste="fenetres", amount_ht_cents=1_260_000, quantity=9, conditions_met=True),
    WorkLine(geste="pac_air_eau", amount_ht_cents=1_400_000, performance="140-170", use="chauffage"),
    WorkLine(geste="chaudiere_bois_automatique", amount_ht_cents=1_800_000, conditions_met=True),
    WorkLine(geste="chauffe_eau_thermodynamique", amount_ht_cents=330_000, conditions_met=False),
    WorkLine(geste="vmc_double_flux", amount_ht_cents=650_000, performance="modulée", conditions_met=True),
    WorkLine(label="Porte", vat_kind="amelioration", amount_ht_cents=210_000),
)
TOWN = LocalAid(
    name="Prime de la commune",
    area="home_commune",
    places=("31149",),
    source="Délibération inventée",
    valid_from=date(2024, 1, 1),
    tiers=(Tier(gain_from=35, rate=10, works_max=20_000), Tier(gain_from=55, flat=1_500)),
)
# Aids of a territory as its administrator may describe them: own works, sums per m², exclusions, own cap.
WALLS_ONLY = replace(
    TOWN,
    name="Prime façade",
    code="facade",
    works=("murs_exterieurs",),
    tiers=(Tier(per_m2=12, amount_max=1_200),),
    excludes=("cee",),
)
CAPPED = replace(TOWN, name="Chèque", code="cheque", tiers=(Tier(flat=6_000),), cap_rate=60, excludes=("locales",))
HOUSEHOLDS = {
    "very modest, with aids of its territory": family(rfr_euros=12_000, local_aids=(WALLS_ONLY, CAPPED)),
    "intermediate, with aids of its territory": family(rfr_euros=45_000, local_aids=(CAPPED, WALLS_ONLY)),
    "supplier's price, support's price": family(
        cee_price=CeePrice("offre du fournisseur", 9.0, 9.0), support_price_cents=350_000
    ),
    "modest": FAMILY,
    "very modest, with a local aid": family(rfr_euros=12_000, local_aids=(TOWN,)),
    "superior": family(rfr_euros=120_000),
    "landlord": family(occupancy="bailleur", rfr_euros=50_000),
    "tenant": family(occupancy="locataire"),
    "young home": family(built_year=2015),
    "income unknown": family(rfr_euros=None),
    "age unknown": family(built_year=None),
    "flat, second home": family(home="appartement", main_home=False),
}


def _drawn(household, before: str, count: int = 60) -> Projects:
    """Projects drawn with a fixed seed: any lines, any class after, gains around 35 and 55 %."""
    draw = np.random.default_rng(31157)
    rank = CLASSES.index(before) + 1
    return Projects(
        situation=replace(household, lines=LINES, class_before=None, class_after=None, gain_percent=None),
        chosen=draw.random((count, len(LINES))) < 0.45,
        class_before=np.full(count, rank),
        class_after=draw.integers(1, rank + 1, count),
        gain=draw.choice([5.0, 34.9, 35.0, 54.9, 55.0, 70.0], count),
        fossil_boiler=draw.random(count) < 0.5,
    )


def _alone(projects: Projects, row: int, on: date) -> tuple:
    """One project through the façade."""
    lines = tuple(line for place, line in enumerate(LINES) if projects.chosen[row, place])
    situation = replace(
        projects.situation,
        lines=lines,
        class_before=CLASSES[projects.class_before[row] - 1],
        class_after=CLASSES[projects.class_after[row] - 1],
        gain_percent=float(projects.gain[row]),
        fossil_boiler_replaced=bool(projects.fossil_boiler[row]),
    )
    results = evaluate(situation, on=on)
    found = stack(results, situation=situation, on=on)
    loan = next(one for one in results if one.code == "eco_ptz")
    lent = (loan.amount_cents or 0) if loan.status == "eligible" else 0
    return found.subsidies_cents, found.remaining_cents or 0, works_ttc_cents(Case(situation, on)) or 0, lent


@pytest.mark.parametrize("on", [WINTER_2025, date(2025, 7, 1), DEC_2025, SPRING_2026, date(2027, 2, 1)])
@pytest.mark.parametrize("who", HOUSEHOLDS)
def test_many_at_once_get_what_each_gets_alone(who, on):
    for before in ("G", "E", "D"):
        projects = _drawn(HOUSEHOLDS[who], before)
        granted = grant(projects, on=on)
        subsidies = sum(granted.amounts.values())
        together = np.stack([subsidies, granted.remaining, granted.works_ttc, granted.eco_ptz], axis=1)
        rows = [row for row in range(60) if projects.chosen[row].any()]
        assert [tuple(together[row]) for row in rows] == [_alone(projects, row, on) for row in rows]


def test_an_unknown_income_is_asked_for():
    granted = grant(_drawn(HOUSEHOLDS["income unknown"], "F"), on=SPRING_2026)
    assert "revenu fiscal de référence" in granted.missing
    assert not granted.amounts["mpr_accompagne"].any()


def test_walls_that_are_not_paid_by_geste_keep_their_certificates():
    only_walls = replace(_drawn(FAMILY, "D", 1), chosen=np.array([[True] + [False] * 10]), class_after=np.array([4]))
    paid = grant(only_walls, on=DEC_2025)
    unpaid = grant(replace(only_walls, unpaid=frozenset({0})), on=DEC_2025)
    assert paid.amounts["mpr_geste"][0] > unpaid.amounts["mpr_geste"][0] == 0
    assert unpaid.amounts["cee"][0] > 0
