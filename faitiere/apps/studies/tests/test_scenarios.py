"""Scenarios: composed from the home, priced, computed in one run, compared, chosen; a printed study never changes."""

import pytest
from django.urls import reverse

from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.studies import actions
from faitiere.apps.studies.enums import StudyStatus
from faitiere.apps.studies.models import Scenario, Study
from faitiere.apps.studies.rules import Refused

from .factories import HOUSE_1974, described_case, study_with_scenarios, work

ATTIC = work("combles_perdus", quantity="80", price_cents=4_000)
WALLS = work("mur_ite", quantity="100", price_cents=15_000)
WINDOWS = work("fenetres_double", quantity="15", price_cents=60_000)


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def advisor(cast, login):
    return login(cast.advisor)


def test_totals_are_the_sum_of_the_lines_to_the_cent(actor):
    study = study_with_scenarios(actor, [ATTIC, WALLS])
    cost = study.scenarios.get().result["cost"]
    # 80 m² × 40 € + 100 m² × 150 € = 3 200 + 15 000 € before tax; 5,5 % on a home of 1974 (CGI art. 278-0 bis A).
    assert cost["totals"]["ht"] == 1_820_000
    assert cost["totals"]["vat"] == 100_100
    assert cost["totals"]["ttc"] == 1_920_100
    assert cost["totals"]["vat_by_rate"] == [{"rate": "5,5", "cents": 100_100}]


def test_each_scenario_starts_from_the_same_home(actor):
    study = study_with_scenarios(actor, [ATTIC], [ATTIC, WALLS], [ATTIC, WALLS, WINDOWS])
    after = [one.result["after"]["losses_w_k"] for one in study.scenarios.all()]
    before = study.inputs["base"]["losses_w_k"]
    # Each bundle adds to the one before: the home loses less and less.
    assert before > after[0] > after[1] > after[2]


def test_a_part_of_the_walls_gains_less_than_all_of_them(actor):
    study = study_with_scenarios(actor, [work("mur_ite", price_cents=15_000)], [work("mur_ite", quantity="10")])
    whole, part = study.scenarios.all()
    assert part.result["after"]["losses_w_k"] > whole.result["after"]["losses_w_k"]
    assert part.result["cost"]["lines"][0]["quantity"] == "10"


def test_a_fourth_scenario_is_refused(actor):
    study = study_with_scenarios(actor, [ATTIC], [WALLS], [WINDOWS])
    with pytest.raises(Refused, match="trois scénarios au plus"):
        actions.save_scenario(actor=actor, study=study, name="De trop", works=[ATTIC])
    assert study.scenarios.count() == 3


def test_a_letter_freed_is_given_again(actor):
    study = study_with_scenarios(actor, [ATTIC], [WALLS])
    actions.delete_scenario(actor=actor, scenario=study.scenarios.get(letter="A"))
    copied = actions.duplicate_scenario(actor=actor, scenario=study.scenarios.get(letter="B"))
    assert (copied.letter, copied.works) == ("A", [WALLS])


def test_one_scenario_is_chosen_at_a_time(actor):
    study = study_with_scenarios(actor, [ATTIC], [WALLS])
    for scenario in study.scenarios.all():
        actions.choose(actor=actor, scenario=scenario)
    assert list(study.scenarios.filter(is_chosen=True).values_list("letter", flat=True)) == ["B"]


def printed(study: Study) -> Study:
    study.status = StudyStatus.PRINTED
    study.save()
    return study


def test_a_printed_study_refuses_every_change_and_its_copy_does_not(actor):
    study = printed(study_with_scenarios(actor, [ATTIC]))
    scenario = study.scenarios.get()
    before = (scenario.result, scenario.plan, study.inputs)
    for change in (
        lambda: actions.save_scenario(actor=actor, study=study, name="X", works=[WALLS], scenario=scenario),
        lambda: actions.delete_scenario(actor=actor, scenario=scenario),
        lambda: actions.choose(actor=actor, scenario=scenario),
        lambda: actions.set_plan_choices(actor=actor, scenario=scenario, choices={}),
        lambda: actions.compute(actor=actor, study=study),
    ):
        with pytest.raises(Refused, match="imprimée"):
            change()
    copy = actions.copy_study(actor=actor, study=study)
    kept = Scenario.objects.get(pk=scenario.pk)
    assert (kept.result, kept.plan, Study.objects.get(pk=study.pk).inputs) == before
    assert (copy.number, copy.status, copy.scenarios.get().works) == (2, StudyStatus.DRAFT, [ATTIC])


def test_a_study_needs_a_described_home(actor, cast, advisor):
    case = CaseFactory()
    answer = advisor.post(reverse("studies:begin", args=[case.pk]), follow=True)
    assert "Décrivez d&#x27;abord le logement" in answer.text
    assert not Study.objects.exists()


def compose(client, study, **typed):
    address = reverse("studies:compose_new", args=[study.case_id, study.number])
    return client.post(address, {"name": "Le toit d’abord"} | typed, follow=True)


def test_an_advisor_composes_a_scenario_and_sees_it_compared(advisor, actor):
    study = study_with_scenarios(actor)
    page = compose(advisor, study, **{"on-combles_perdus": "on", "q-combles_perdus": "80", "p-combles_perdus": "40"})
    # 80 × 40 = 3 200 € before tax, 3 376 € with 5,5 %.
    assert "Scénario A calculé" in page.text
    assert "3\u00a0376\u00a0€" in page.text


def test_a_slab_on_the_ground_is_said_impossible_with_its_reason(advisor, actor):
    answers = HOUSE_1974 | {"floor": "terre_plein"}
    study = actions.create_study(actor=actor, case=described_case(actor, answers=answers))
    page = advisor.get(reverse("studies:compose_new", args=[study.case_id, study.number])).text
    assert "Impossible ici" in page
    assert "Le plancher repose sur la terre" in page
    assert "on-plancher_bas" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Cochez au moins un travail"),
        ({"on-mur_ite": "on", "on-mur_iti": "on"}, "ne vont pas ensemble"),
        ({"on-mur_ite": "on", "q-mur_ite": "beaucoup"}, "doit être un nombre"),
        ({"on-mur_ite": "on", "r-mur_ite": "99"}, "doit se trouver entre 0,5 et 15"),
        ({"on-mur_ite": "on", "p-mur_ite": "-5"}, "doit se trouver entre 0"),
        ({"on-pac_air_eau": "on", "on-chaudiere_granules": "on"}, "remplacent tous deux le chauffage"),
    ],
)
def test_works_that_cannot_be_are_refused_and_nothing_is_saved(advisor, actor, typed, sentence):
    study = study_with_scenarios(actor)
    answer = compose(advisor, study, **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Scenario.objects.exists()


def test_a_tank_is_paid_for_when_the_boiler_that_made_hot_water_leaves(actor):
    study = study_with_scenarios(actor, [work("pac_air_air", price_cents=700_000)])
    lines = study.scenarios.get().result["cost"]["lines"]
    # docs/comprendre/travaux.md: an air-to-air heat pump makes no hot water, a tank is counted.
    assert [line["code"] for line in lines] == ["pac_air_air", "ballon_electrique_c"]
