"""A published aid enters the studies of its territory on its dates; a past study keeps its own."""

import datetime as dt

import pytest
import time_machine

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.local_aids import actions, describing
from faitiere.apps.local_aids.tests.factories import draft, published, tier
from faitiere.apps.studies import computation
from faitiere.apps.studies.actions import compute
from faitiere.apps.studies.models import Scenario
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import study_with_scenarios, work

ROOF = work("combles_perdus", price_cents=4_000)


@pytest.fixture
def admin(cast, toulouse):
    with time_machine.travel(dt.datetime(2026, 11, 25, 10, tzinfo=dt.UTC), tick=False):
        yield cast.actor("territory_admin", toulouse)


def found(code: str) -> dict | None:
    return next((aid for aid in Scenario.objects.get().aids if aid["code"] == code), None)


def test_a_case_of_the_commune_counts_the_aid_with_its_source(admin):
    aid = published(admin, terms={"works": ["combles_perdus"]})
    study_with_scenarios(admin, [ROOF])
    mine = found(describing.code_of(aid))
    assert (mine["status"], mine["counted_cents"]) == ("eligible", 100_000)
    assert mine["source"] == "Commune de Cugnaux, délibération n°\u00a02025-112 du 8\u00a0décembre 2025"
    assert Scenario.objects.get().plan["aids"][-1]["cents"] == 100_000


@pytest.mark.parametrize("terms", [{"communes": ["31555"]}, {"area": "departement:09", "communes": []}])
def test_a_home_elsewhere_does_not_hear_of_it(admin, terms):
    aid = published(admin, terms=terms)
    study_with_scenarios(admin, [ROOF])
    assert found(describing.code_of(aid)) is None


@pytest.mark.parametrize("area", ["territoire", "epci:243100518", "departement:31", "region:76"])
def test_a_wider_area_reaches_the_home(admin, area):
    aid = published(admin, terms={"area": area, "communes": []})
    study_with_scenarios(admin, [ROOF])
    assert found(describing.code_of(aid))["status"] == "eligible"


def test_what_is_prepared_or_not_confirmed_counts_for_nothing(admin):
    prepared = draft(admin, name="Préparée")
    doubtful = published(admin, name="Douteuse", confirmed=False)
    study_with_scenarios(admin, [ROOF])
    assert found(describing.code_of(prepared)) is None
    told = found(describing.code_of(doubtful))
    assert (told["status"], told["counted_cents"]) == ("unknown", 0)
    assert told["reason_fr"].startswith("À confirmer.")


def test_a_past_case_keeps_the_version_of_its_filing_date(admin):
    first = published(admin)
    study = study_with_scenarios(admin, [ROOF])
    second = actions.new_version(actor=admin, aid=first)
    second.terms = second.terms | {"tiers": [tier(value=300_000)]}
    second.save()
    actions.publish(actor=admin, aid=second)
    study.filing_on = dt.date(2026, 11, 24)
    study.save(update_fields=["filing_on"])
    compute(actor=admin, study=study)
    assert found(describing.code_of(first))["amount_cents"] == 100_000
    assert found(describing.code_of(second)) is None
    study.filing_on = dt.date(2026, 11, 25)
    study.save(update_fields=["filing_on"])
    compute(actor=admin, study=study)
    assert found(describing.code_of(second))["amount_cents"] == 300_000


def test_another_territory_never_computes_with_it(admin):
    published(admin, terms={"area": "territoire", "communes": []})
    foix = other_territory()
    with territory_scope(foix):
        assert describing.in_force(dt.date(2026, 11, 25)) == ()
        assert system_actor(foix).territory == foix


def test_the_best_scenarios_count_it_too(admin):
    case = study_with_scenarios(admin, [ROOF]).case
    before = computation.ground_of(case).facts["local_aids"]
    aid = published(admin)
    after = computation.ground_of(case).facts["local_aids"]
    assert (before, [one.code for one in after]) == ((), [describing.code_of(aid)])
