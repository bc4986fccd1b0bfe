"""Why each aid: facts, calculation, source and dates, for the advisor and for the household."""

import pytest
from django.urls import reverse

from faitiere.apps.cases.models import Participant
from faitiere.apps.contacts.models import Person
from faitiere.apps.local_aids.actions import set_note
from faitiere.apps.local_aids.national import national_aids
from faitiere.apps.studies import explaining
from faitiere.apps.studies.actions import choose
from faitiere.apps.studies.enums import StudyStatus
from faitiere.apps.studies.models import Study
from faitiere.apps.studies.plan_page import aid_card

from .factories import study_with_scenarios, work


@pytest.fixture
def scenario(toulouse, cast):
    actor = cast.actor("advisor", toulouse)
    study = study_with_scenarios(actor, [work("pac_air_eau", price_cents=1_400_000)])
    choose(actor=actor, scenario=study.scenarios.get())
    return study.scenarios.get()


def card(scenario, name, **kwargs):
    return next(one for one in explaining.cards(scenario, **kwargs) if one["name"].startswith(name))


def test_an_aid_the_cap_takes_whole_counts_for_nothing(scenario):
    saved = next(
        one
        for one in scenario.aids
        if one["kind"] == "subvention" and one["status"] == "eligible" and one["counted_cents"]
    )
    assert aid_card(saved)["amount"] != "0\u00a0€"
    assert aid_card(saved | {"counted_cents": 0})["amount"] == "0\u00a0€"


def test_every_national_aid_says_which_facts_it_looks_at(scenario):
    codes = set(national_aids(scenario.study.filing_on))
    assert codes == set(explaining.FACTS)
    assert {name for names in explaining.FACTS.values() for name in names} <= set(explaining.known_facts(scenario))


def test_the_facts_are_those_of_the_study_and_an_unknown_one_says_so(scenario):
    facts = dict(card(scenario, "MaPrimeRénov' parcours accompagné")["why"]["facts"])
    assert facts["Statut"] == "Propriétaire occupant"
    assert facts["Revenu fiscal de référence"] == "24\u00a0000\u00a0€"
    assert facts["Rendez-vous avec un conseiller"] == "non connu"


def test_the_desk_is_led_to_the_rules_of_the_filing_date(scenario):
    link = card(scenario, "MaPrimeRénov' par geste")["rules_url"]
    assert link.startswith(reverse("studies:parameters"))
    assert f"au={scenario.study.filing_on.isoformat()}" in link
    assert card(scenario, "MaPrimeRénov' par geste", desk=False)["rules_url"] == ""


def test_the_note_of_the_territory_is_beside_the_aid_and_changes_nothing(scenario, cast, toulouse):
    before = card(scenario, "MaPrimeRénov' par geste")
    set_note(actor=cast.actor("territory_admin", toulouse), aid_code="mpr_geste", text="Dossier en mairie.")
    after = card(scenario, "MaPrimeRénov' par geste")
    assert after == before | {"note": "Dossier en mairie."}


def test_the_advisor_reads_why_on_the_plan(scenario, cast, login):
    page = login(cast.advisor).get(reverse("studies:plan", args=[scenario.study.case_id])).text
    assert "Pourquoi" in page
    assert "Règle en vigueur depuis le" in page


@pytest.fixture
def space(scenario, cast, login):
    """The household's own browser, its study printed."""
    case = scenario.study.case
    Person.objects.filter(participations__case=case).update(user=cast.household)
    Participant.objects.filter(case=case).update(can_view_space=True)
    return login(cast.household)


def test_the_household_reads_why_once_the_study_is_printed(space, scenario):
    address = reverse("space:aids", args=[scenario.study.case_id])
    assert "Pas encore d’aides calculées" in space.get(address).text
    Study.objects.update(status=StudyStatus.PRINTED)
    page = space.get(address).text
    assert "Revenu fiscal de référence" in page
    assert "/territoire/baremes/" not in page


@pytest.mark.parametrize("who", ["other_organisation", "advisor", "funder"])
def test_nobody_else_opens_the_aids_of_a_household(scenario, cast, login, who):
    address = reverse("space:aids", args=[scenario.study.case_id])
    assert login(getattr(cast, who)).get(address).status_code == 404
