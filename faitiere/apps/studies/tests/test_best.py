"""Best bundles: what is searched, what is found, and that a bundle kept gives the very same figures as a scenario."""

import datetime as dt

import numpy as np
import pytest
import time_machine
from django.urls import reverse

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.enums import Occupancy
from faitiere.apps.local_aids.tests.factories import published
from faitiere.apps.studies import actions
from faitiere.apps.studies.best import bundles, groups, sums, ways
from faitiere.apps.studies.best.ground import Wishes
from faitiere.apps.studies.computation import ground_of
from faitiere.apps.studies.models import Scenario
from faitiere.apps.studies.rules import Refused
from faitiere.engines.energy import works

from .factories import described_case

ALL_WORKS = list(works.catalogue())


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def advisor(cast, login):
    return login(cast.advisor)


@pytest.fixture
def case(actor, cast):
    found = described_case(actor, advisor=cast.advisor)
    household = found.household
    household.size, household.rfr_euros, household.occupancy = 3, 24_000, Occupancy.OWNER_OCCUPIER
    household.save()
    return found


def search(case, wishes=None):
    """(bundles, sums, what is found) for a case."""
    wishes, ground = wishes or Wishes(), ground_of(case)
    possible = [one.code for one in works.available(ground.columns) if one.possible]
    priced = [code for code, price in ground.prices.items() if price]
    chosen = groups.choose(possible, priced=priced, without=wishes.without)
    found = bundles.compute(ground, chosen)
    costs = sums.compute(ground, found, wishes)
    return found, costs, ways.find(found, costs, wishes)


def test_works_that_replace_each_other_are_one_group():
    chosen = groups.choose(ALL_WORKS, priced=ALL_WORKS)
    walls = next(group for group in chosen.groups if works.Work("mur_ite") in group)
    assert walls[0] is None
    assert {work.code for work in walls[1:]} == {"mur_ite", "mur_iti"}


def test_a_search_never_passes_its_limit_and_says_what_it_leaves():
    chosen = groups.choose(ALL_WORKS, priced=ALL_WORKS)
    assert 2_000 <= np.prod([len(group) for group in chosen.groups]) <= groups.MOST
    assert {*chosen.codes, *chosen.left_out} == set(ALL_WORKS)


def test_what_is_kept_as_it_is_leaves_room_for_the_rest():
    kept = groups.choose(ALL_WORKS, priced=ALL_WORKS, without={"facade", "chauffage"})
    assert "mur_ite" not in kept.codes
    assert not [code for code in kept.codes if works.entry(code).famille == "chauffage"]
    assert set(groups.choose(ALL_WORKS, priced=ALL_WORKS).left_out) - set(kept.left_out)


def test_works_without_a_price_are_named():
    priced = [code for code in ALL_WORKS if code != "mur_ite"]
    chosen = groups.choose(ALL_WORKS, priced=priced)
    assert chosen.unpriced == ["mur_ite"]
    assert "mur_ite" not in chosen.codes


def test_at_least_two_thousand_bundles_and_today_first(case):
    found, _, _ = search(case)
    assert len(found.rank) >= 2_000
    assert not found.chosen[0].any()
    assert len(np.unique(found.chosen, axis=0)) == len(found.chosen)


@pytest.mark.parametrize("income", [24_000, 120_000])
def test_a_bundle_kept_gives_the_same_figures_as_a_scenario(case, actor, income):
    case.household.rfr_euros = income
    case.household.save()
    found, costs, shown = search(case)
    rows = sorted({*(way.row for way in shown.ways), *range(7, len(found.rank), len(found.rank) // 4)})
    for row in rows:
        scenario = actions.keep_bundle(actor=actor, case=case, codes=found.of(row))[0]
        plan, result = scenario.plan, scenario.result
        assert plan["total_ttc_cents"] == costs.total[row]
        assert plan["remaining_cents"] == costs.remaining[row]
        assert plan["monthly_savings_cents"] == costs.savings_month[row]
        assert "ABCDEFG".index(result["after"]["class"]) + 1 == found.rank[row]
        assert result["comparison"]["final_kwh_gain_pct"] == pytest.approx(costs.gain_pct[row], abs=0.06)
        if not plan["unfunded_cents"]:
            assert plan["monthly_effort_cents"] == costs.effort[row]
        actions.delete_scenario(actor=actor, scenario=scenario)


def test_a_local_aid_the_territory_published_is_counted_alike(case, actor, cast, toulouse):
    with time_machine.travel(dt.datetime(2026, 11, 25, 10, tzinfo=dt.UTC), tick=False):
        published(cast.actor("territory_admin", toulouse), terms={"works": ["combles_perdus"]})
        found, costs, _ = search(case)
        row = next(row for row in range(len(found.rank)) if found.of(row) == ["combles_perdus"])
        scenario = actions.keep_bundle(actor=actor, case=case, codes=["combles_perdus"])[0]
    # The aid of the factory: 1 000 € for the attic.
    assert scenario.plan["aids"][-1]["cents"] == 100_000
    assert scenario.plan["remaining_cents"] == costs.remaining[row]


def test_no_bundle_beats_one_of_the_line(case):
    _, costs, shown = search(case)
    kept = np.flatnonzero(shown.kept)
    for row in shown.front:
        better = (costs.remaining[kept] <= costs.remaining[row]) & (costs.gain_pct[kept] > costs.gain_pct[row])
        assert not better.any()


def test_each_class_is_reached_by_its_cheapest_bundle(case):
    found, costs, shown = search(case)
    named = {merit: way.row for way in shown.ways for merit in way.merits}
    for rank in range(1, found.rank[0]):
        reaching = (found.rank <= rank) & shown.kept
        row = named[f"Le moins cher pour atteindre {'ABCDEFG'[rank - 1]}"]
        assert costs.remaining[row] == costs.remaining[reaching].min()


def test_the_first_to_pay_back_and_the_lowest_effort_are_named(case):
    _, costs, shown = search(case)
    named = {merit: way.row for way in shown.ways for merit in way.merits}
    assert costs.payback_years[named["Remboursé le premier"]] == costs.payback_years[shown.kept].min()
    assert costs.effort[named["L’effort mensuel le plus bas"]] == costs.effort[shown.kept].min()


def test_no_regret_works_are_in_every_way_named(case):
    found, _, shown = search(case)
    common = set.intersection(*(set(found.of(way.row)) for way in shown.ways))
    assert set(shown.no_regret) == common


def test_payback_by_hand():
    # 1 000 € a year, 3 % dearer each year: 3 000 € are paid in ln(1,09)/ln(1,03) = 2,9155 years; no saving: never.
    found = sums._payback(np.array([300_000, 300_000]), np.array([100_000, 0]), 3.0)
    assert found[0] == pytest.approx(2.9155, abs=1e-4)
    assert np.isinf(found[1])
    assert sums._payback(np.array([300_000]), np.array([100_000]), 0.0)[0] == 3


def test_a_loan_by_hand():
    # calculators.md: 30 000 € over 180 months, 166,67 € without interest and 221,91 € at 4 %.
    assert sums._payments(np.array([3_000_000]), np.array([15]), 0.0).tolist() == [16_667]
    assert sums._payments(np.array([3_000_000]), np.array([15]), 4.0).tolist() == [22_191]


def test_filters_keep_what_is_within_the_budget_and_reaches_the_class(case):
    found, costs, shown = search(case, Wishes(budget_cents=1_000_000, least_class="C"))
    assert 0 < shown.kept.sum() < len(found.rank)
    assert costs.remaining[shown.kept].max() <= 1_000_000
    assert found.rank[shown.kept].max() <= 3


def test_in_two_steps_the_first_is_the_envelope_alone(case):
    found, once, _ = search(case)
    _, twice, _ = search(case, Wishes(staged=True))
    envelope = ~(found.chosen & found.systems).any(axis=1)
    # Without a second step nothing changes; the second step is aided from the class the first one gave.
    assert (once.remaining[envelope] == twice.remaining[envelope]).all()
    assert (once.total == twice.total).all()
    assert (once.remaining[~envelope] != twice.remaining[~envelope]).any()


def test_an_unknown_income_gives_a_range_by_category(case):
    case.household.rfr_euros = None
    case.household.save()
    _, costs, _ = search(case)
    in_order = [costs.by_category[name] for name in sums.CATEGORIES]
    assert (costs.remaining == in_order[-1]).all()
    assert in_order[0].sum() < in_order[1].sum() < in_order[3].sum()


def page(client, case, **filters):
    return client.get(reverse("studies:best", args=[case.pk]), filters)


def test_the_page_shows_the_chart_the_ways_and_the_works_without_regret(case, advisor):
    answer = page(advisor, case)
    assert answer.status_code == 200
    for words in ("bouquets calculés", "Le moins cher pour atteindre", "Remboursé le premier", "sans regret"):
        assert words in answer.text
    assert 'data-submits="retenir-1"' in answer.text


def test_a_home_without_description_is_told_so(advisor, cast):
    answer = page(advisor, CaseFactory(advisor=cast.advisor))
    assert "Décrivez d’abord le logement" in answer.text


def test_filters_that_leave_nothing_say_what_to_do(case, advisor):
    answer = page(advisor, case, budget="1", classe="A")
    assert "Aucun bouquet ne répond à vos filtres" in answer.text


def test_a_filter_that_cannot_be_read_is_a_sentence(case, advisor):
    answer = page(advisor, case, budget="beaucoup")
    assert answer.status_code == 422
    assert "doit être un nombre" in answer.text


def test_unknown_income_is_said_with_its_range(case, advisor):
    case.household.rfr_euros = None
    case.household.save()
    answer = page(advisor, case)
    assert "Les revenus du ménage ne sont pas connus" in answer.text
    assert "(revenus très modestes) à" in answer.text


def keep(client, case, *codes, **extra):
    return client.post(reverse("studies:keep", args=[case.pk]), {"travaux": codes} | extra, follow=True)


def test_one_click_makes_a_scenario_named_by_its_works(case, advisor):
    answer = keep(advisor, case, "combles_perdus", "mur_iti", "pac_air_eau")
    scenario = Scenario.objects.get()
    assert (scenario.letter, scenario.name) == ("A", "Murs, toiture et chauffage")
    assert "Scénario A créé." in answer.text
    assert AuditEvent.objects.filter(verb="scenario.found").exists()


def test_in_two_steps_one_click_makes_both(case, advisor):
    keep(advisor, case, "combles_perdus", "pac_air_eau", etapes="deux")
    first, last = Scenario.objects.order_by("letter")
    assert first.name == "Étape 1 : Toiture"
    assert [work["code"] for work in last.works] == ["combles_perdus", "pac_air_eau"]


def test_a_fourth_bundle_begins_another_study(case, advisor):
    for code in ("combles_perdus", "mur_iti", "mur_ite", "vmc_hygro_b"):
        keep(advisor, case, code)
    assert sorted(Scenario.objects.values_list("study__number", "letter")) == [(1, "A"), (1, "B"), (1, "C"), (2, "A")]


@pytest.mark.parametrize(
    "codes", [(), ("dynamite",), ("mur_iti", "mur_ite"), ("mur_iti", "mur_iti"), ("toiture_terrasse",)]
)
def test_a_bundle_that_cannot_be_is_refused_and_nothing_is_written(case, advisor, codes):
    answer = keep(advisor, case, *codes)
    assert answer.status_code == 200
    assert not Scenario.objects.exists()


def test_another_organisation_sees_and_keeps_nothing(case, cast, login):
    other = login(cast.other_organisation)
    assert page(other, case).status_code == 404
    assert keep(other, case, "mur_iti").status_code == 404
    assert not Scenario.objects.exists()


def test_the_study_under_way_gives_its_date_and_answers(case, actor):
    study = actions.create_study(actor=actor, case=case)
    assert ground_of(case).filing_on == study.filing_on


def test_a_case_without_home_description_is_refused(actor):
    with pytest.raises(Refused, match="Décrivez"):
        ground_of(CaseFactory())
