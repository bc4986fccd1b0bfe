"""Local aids as a territory describes them: who, what, how much, with what. Figures by hand beside each."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from faitiere.engines.aids import LocalAid, Tier, evaluate, stack

from .cast import DEC_2025, family

HERE = LocalAid(
    name="Prime de la commune",
    area="home_commune",
    places=("31149",),
    source="délibération fictive",
    valid_from=date(2025, 11, 7),
    verified=True,
    code="locale_essai",
    tiers=(Tier(rate=20, amount_max=1_500),),
)


def answer(aid=HERE, on=DEC_2025, **facts):
    found = evaluate(family(**facts, local_aids=(aid,)), on=on)
    return next(one for one in found if one.code == "locale_essai")


def stacked(aid, path="accompagne", **facts):
    situation = family(**facts, local_aids=(aid,))
    return stack(evaluate(situation, on=DEC_2025), situation=situation, on=DEC_2025, path=path)


@pytest.mark.parametrize(("days", "status"), [(-1, "not_eligible"), (0, "eligible"), (30, "eligible")])
def test_an_aid_opens_on_its_own_day_whatever_the_other_rules(days, status):
    # No national parameter changes on 7 November 2025.
    assert answer(on=date(2025, 11, 7) + timedelta(days=days)).status == status


def test_the_last_day_is_included():
    aid = replace(HERE, valid_to=date(2025, 12, 18))
    assert answer(aid, on=date(2025, 12, 18)).status == "eligible"
    assert answer(aid, on=date(2025, 12, 19)).status == "not_eligible"


def test_only_the_works_it_names_are_counted():
    # Roof: 6 000 € HT; 20 % = 1 200 €, under the 1 500 € of the tier.
    found = answer(replace(HERE, works=("rampants_combles",)))
    assert (found.amount_cents, found.base_cents) == (120_000, 600_000)
    assert answer(replace(HERE, works=("fenetres",))).reason_fr.startswith("Aucun des travaux")


def test_a_sum_per_square_metre_of_works():
    # Roof 90 m² and walls 110 m² at 5 €: 1 000 €; roof alone 450 €; capped at 400 €.
    aid = replace(HERE, tiers=(Tier(per_m2=5),))
    assert answer(aid).amount_cents == 100_000
    assert answer(replace(aid, works=("rampants_combles",))).amount_cents == 45_000
    assert answer(replace(HERE, tiers=(Tier(per_m2=5, amount_max=400),))).amount_cents == 40_000


@pytest.mark.parametrize(("gain", "euros"), [(34.9, 0), (35, 500), (49.9, 500), (50, 1_200), (80, 1_200)])
def test_tiers_take_their_lower_border_and_leave_the_upper_one(gain, euros):
    aid = replace(HERE, tiers=(Tier(gain_from=35, gain_to=50, flat=500), Tier(gain_from=50, flat=1_200)))
    assert answer(aid, gain_percent=gain).amount_cents == euros * 100


@pytest.mark.parametrize(("gain", "status"), [(24.9, "not_eligible"), (25, "eligible"), (None, "unknown")])
def test_the_least_gain_is_included(gain, status):
    found = answer(replace(HERE, min_gain=25), gain_percent=gain)
    assert found.status == status
    assert (
        gain != 24.9
        or found.reason_fr == "Le projet gagne 24,9\u00a0% d'énergie ; l'aide en demande au moins 25\u00a0%."
    )


@pytest.mark.parametrize("who", ["occupant", "bailleur", "acquereur", "locataire", "copropriete"])
def test_each_audience_is_told_apart(who):
    for occupancy in ("occupant", "bailleur", "acquereur", "locataire", "copropriete"):
        expected = "eligible" if occupancy == who else "not_eligible"
        assert answer(replace(HERE, audiences=(who,)), occupancy=occupancy).status == expected


def test_the_income_is_asked_only_when_it_decides():
    assert answer(rfr_euros=None).status == "eligible"
    assert answer(replace(HERE, categories=("modeste",)), rfr_euros=None).status == "unknown"
    refused = answer(replace(HERE, categories=("tres_modeste",)))
    assert refused.reason_fr.startswith("Vous êtes un ménage modeste")


def test_an_aid_not_added_to_maprimerenov_gives_way_to_what_pays_more():
    # 60 % of 38 000 € = 22 800 € against 1 500 €.
    found = stacked(replace(HERE, excludes=("mpr_accompagne",)))
    assert "locale_essai" not in {one.code for one in found.kept}
    assert "ne s'ajoute pas à MaPrimeRénov'" in next(e for e in found.excluded if e.code == "locale_essai").reason_fr


def test_what_pays_less_gives_way_to_the_local_aid():
    found = stacked(replace(HERE, tiers=(Tier(flat=30_000),), excludes=("mpr_accompagne",)))
    assert {one.code for one in found.kept} == {"locale_essai", "mar"}


def test_the_cap_of_a_local_aid_lowers_it_alone():
    # Works 40 090 € TTC; 60 % = 24 054 €; MaPrimeRénov' takes 22 800 €; 1 254 € are left of the 1 500 €.
    found = stacked(replace(HERE, cap_rate=60))
    after = {one.code: one.after_cents for one in found.kept}
    assert after == {"mpr_accompagne": 2_280_000, "mar": 160_000, "locale_essai": 125_400}
    assert any("soit 246\u00a0€ de moins" in sentence for sentence in found.sentences)


def test_the_reason_names_the_facts_and_the_calculation():
    # 20 % of 38 000 € = 7 600 €, 1 500 € at most.
    assert answer().reason_fr == (
        "Ménage modeste : 20\u00a0% de 38\u00a0000\u00a0€ HT, 1\u00a0500\u00a0€ au plus, soit 1\u00a0500\u00a0€."
    )
