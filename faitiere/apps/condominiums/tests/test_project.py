"""The project of a building in its space: what its shared report tells, never a draft nor what one may not read."""

import pytest

from faitiere.apps.buildings import actions as buildings
from faitiere.apps.cases.actions import set_readers
from faitiere.apps.studies import actions
from faitiere.apps.studies.tests.factories import BUILDING_1962, work

from .factories import address, case_of, joins


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def study(cast, toulouse, actor):
    """Façades kept, nothing printed yet."""
    case = case_of(cast, toulouse)
    buildings.describe_by_answers(actor=actor, home=case.home, answers=BUILDING_1962)
    study = actions.create_study(actor=actor, case=case)
    actions.save_scenario(actor=actor, study=study, name="Les façades", works=[work("mur_ite", price_cents=18_000)])
    study.refresh_from_db()
    return study


def printed(actor, study):
    steps = [{"what": "En parler au conseil", "who": "Nous", "when": ""}]
    actions.save_advice(actor=actor, study=study, advice="", steps=steps, met_on=study.computed_at.date())
    return actions.print_report(actor=actor, study=study)


def read(study, login, role, **fields):
    return login(joins(study.case, role, **fields)).get(address("plan", study.case))


@pytest.mark.parametrize("role", ["president", "syndic", "owner"])
def test_council_syndic_and_owners_read_scenarios_gain_classes_and_aids(actor, study, login, role):
    printed(actor, study)
    shown = read(study, login, role).text.replace("\xa0", " ")
    for words in ("Les façades", "Gain en énergie primaire", "Total, clé « Charges générales »", "CEE"):
        assert words in shown
    assert "Étiquette après" in shown
    assert "Pour vous, chaque mois" not in shown


def test_a_draft_is_not_told(study, login):
    shown = read(study, login, "president").text
    assert "Pas encore de scénario" in shown
    assert "Les façades" not in shown


def test_a_report_for_the_council_is_not_for_owners(actor, study, login):
    set_readers(actor=actor, document=printed(actor, study), readers="council")
    assert "Les façades" not in read(study, login, "owner").text
    assert "Les façades" in read(study, login, "council").text


def test_a_tenant_opens_no_project(actor, study, login):
    printed(actor, study)
    assert read(study, login, "tenant").status_code == 404
