"""Figures of legal advice: counted by hand here, small ones hidden from those who only measure."""

import datetime as dt

import pytest

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.accounts.models import Membership
from faitiere.apps.legal.actions import propose_themes
from faitiere.apps.legal.figures import statistics
from faitiere.apps.legal.models import LegalQuestion, LegalTheme
from faitiere.apps.territories.tests.factories import OrganisationFactory

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture
def keep(cast, toulouse):
    """`keep(6, "Congé et préavis", channel="mail")`: answered questions of March 2026, ten minutes each."""
    propose_themes(actor=system_actor(toulouse))
    adil = Membership.objects.get(user=cast.legal_advisor).organisation
    fixed = {"status": "answered", "question": "?", "answer": "!", "minutes": 10, "public": "tenant"}

    def _keep(number, subject, **fields):
        theme = LegalTheme.objects.get(name=subject)
        day = dt.date(2026, 3, 10)
        given = fixed | {"organisation": adil, "channel": "phone", "asked_on": day, "answered_on": day} | fields
        LegalQuestion.objects.bulk_create([LegalQuestion(subject=theme, **given) for _ in range(number)])

    return _keep


@pytest.fixture
def figures(cast, toulouse):
    return lambda who: statistics(cast.actor(who, toulouse), *YEAR)


def rows(found, title: str) -> list[tuple]:
    return [(row.label, row.count) for row in dict(found.tables)[title]]


def test_questions_are_counted_by_theme_channel_and_month(keep, figures):
    keep(6, "Congé et préavis")
    keep(2, "Syndic et conseil syndical", channel="mail", asked_on=dt.date(2026, 4, 1))
    found = figures("legal_advisor")
    assert (found.total, found.minutes) == (8, 80)
    assert rows(found, "Thème et sujet")[:2] == [("Location", 6), ("Congé et préavis", 6)]
    assert rows(found, "Canal") == [("Téléphone", 6), ("Courriel", 2)]
    assert rows(found, "Mois") == [("mars 2026", 6), ("avril 2026", 2)]


def test_a_funder_never_reads_a_small_count_nor_finds_it_by_subtraction(keep, figures):
    keep(9, "Congé et préavis")
    keep(2, "Syndic et conseil syndical", channel="mail")
    keep(7, "Malfaçons et garanties")
    themes = rows(figures("funder"), "Thème et sujet")
    # 18 in all: with 9 shown, 7 and 2 stay hidden together.
    assert themes[0] == ("Location", 9)
    assert [count for label, count in themes if label in {"Copropriété", "Travaux et rénovation énergétique"}] == [
        None,
        None,
    ]
    assert [count for label, count in themes if label == "Malfaçons et garanties"] == [None]


def test_fewer_than_five_in_all_and_a_funder_reads_nothing(keep, figures):
    keep(4, "Congé et préavis")
    assert figures("funder").total is None
    assert figures("funder").tables == []
    assert figures("territory_admin").total == 4


def test_a_funder_cannot_narrow_the_period_by_a_day(cast, login, keep):
    keep(6, "Congé et préavis")
    page = login(cast.funder).get("/bureau/juridique/statistiques/?annee=2026&du=2026-03-10&au=2026-03-10")
    assert (page.context["start"], page.context["end"]) == YEAR


@pytest.mark.parametrize("query", ["annee=99999", "annee=abcd", "du=hier", "du=2026-12-01&au=2026-01-01", "annee=²026"])
def test_an_address_edited_by_hand_still_answers(cast, login, keep, query):
    assert login(cast.legal_advisor).get(f"/bureau/juridique/statistiques/?{query}").status_code == 200


def test_the_file_says_what_the_page_says(cast, login, keep):
    keep(9, "Congé et préavis")
    keep(2, "Syndic et conseil syndical")
    content = login(cast.funder).get("/bureau/juridique/statistiques/fichier/?annee=2026").content.decode("utf-8-sig")
    assert "Total;Questions;11" in content
    assert "Thème et sujet;Copropriété;non montré" in content


def test_an_organisation_measures_its_own_questions_only(keep, figures, cast):
    keep(3, "Congé et préavis")
    keep(4, "Congé et préavis", organisation=OrganisationFactory(association=True))
    assert figures("legal_advisor").total == 3
    assert figures("funder").total == 7
