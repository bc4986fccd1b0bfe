"""The portfolio: the address is the filter, any writing is found, nothing of others ever shows."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.cases.portfolio import paging
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.territories.tests.factories import CommuneFactory, OrganisationFactory

URL = "/bureau/dossiers/"


def titles(client, **query) -> list[str]:
    return [row["title"] for row in client.get(URL, query).context["rows"]]


@pytest.fixture
def loic(cast, stages):
    """A second case: Loïc, Toulouse, followed by the teammate, late."""
    person = PersonFactory(first_name="Loïc", last_name="Estèbe", phone="+33639981501", email="loic@example.org")
    return CaseFactory(
        person=person,
        title="Loïc Estèbe",
        advisor=cast.teammate,
        stage=stages[1],
        home__commune=CommuneFactory(toulouse=True),
        home__address="3 place des Carmes",
        next_step_on=timezone.localdate() - dt.timedelta(days=2),
    )


@pytest.mark.parametrize(
    "typed",
    ["estebe", "ESTÈBE", "loïc estèbe", "06 39 98 15", "+33639981501", "LOIC@example.org", "carmes", "toulouse loic"],
)
def test_one_box_finds_any_writing(desk, case, loic, typed):
    assert titles(desk, q=typed) == ["Loïc Estèbe"]


def test_a_case_number_opens_the_case(desk, case):
    assert desk.get(URL, {"q": case.number}).url == reverse("cases:timeline", args=[case.pk])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"commune": "31157"}, ["Yvette Cazalbou"]),
        ({"conseiller": "moi"}, ["Yvette Cazalbou"]),
        ({"suite": "retard"}, ["Loïc Estèbe"]),
        ({"suite": "sans"}, []),
        ({"conseiller": "aucun"}, []),
        ({"etat": "closed"}, []),
        ({"tri": "nom"}, ["Loïc Estèbe", "Yvette Cazalbou"]),
        ({"tri": "-nom"}, ["Yvette Cazalbou", "Loïc Estèbe"]),
        ({"tri": "suite"}, ["Loïc Estèbe", "Yvette Cazalbou"]),
    ],
)
def test_the_address_is_the_filter(desk, case, loic, query, found):
    assert titles(desk, **query) == found


def test_a_stage_filters(desk, case, loic, stages):
    assert titles(desk, etape=str(stages[1].pk)) == ["Loïc Estèbe"]


def test_closed_cases_show_only_when_asked_or_searched(desk, case):
    type(case).objects.filter(pk=case.pk).update(status="closed")
    assert titles(desk) == []
    assert titles(desk, etat="closed") == titles(desk, q="cazalbou") == ["Yvette Cazalbou"]


@pytest.mark.parametrize(
    "query",
    [
        {"etape": "x"},
        {"conseiller": "'; DROP"},
        {"structure": "1"},
        {"tri": "secret"},
        {"page": "abc~def"},
        {"page": "~"},
        {"page": "a\x00~00000000-0000-0000-0000-000000000000", "tri": "nom"},
        {"page": "2026-01-01~00000000-0000-0000-0000-000000000000", "tri": "ouvert"},
        {"page": "0001-01-01T00:00:00+14:00~00000000-0000-0000-0000-000000000000", "tri": "contact"},
        {"etat": "x"},
        {"au": "9999-12-31"},
        {"du": "31/12/9999"},
        {"du": "0001-01-01"},
        {"au": "01/01/0001"},
        {"q": "%\x00_"},
        {"q": "é" * 500},
        {"commune": "x" * 300},
    ],
)
def test_a_nonsense_address_never_breaks(desk, case, query):
    assert desk.get(URL, query).status_code == 200


def test_a_typo_proposes_close_names(desk, case):
    page = desk.get(URL, {"q": "kazalbou"}).content.decode()
    assert "Vouliez-vous dire" in page
    assert "?q=CAZALBOU" in page


def test_an_empty_filter_offers_to_remove_it(desk, case):
    assert "Retirer le filtre Conseiller" in desk.get(URL, {"conseiller": "aucun"}).content.decode()


@pytest.mark.parametrize("sort", ["nom", "-nom", "suite", "-suite", "ouvert", "-ouvert", "contact", "-contact"])
def test_every_case_shows_once_page_after_page_and_back(desk, case, loic, monkeypatch, sort):
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    first = desk.get(URL, {"tri": sort}).context
    second = desk.get(URL + first["pages"]["next"]).context
    assert {first["rows"][0]["id"], second["rows"][0]["id"]} == {case.pk, loic.pk}
    assert second["pages"]["next"] == ""
    assert desk.get(URL + second["pages"]["previous"]).context["rows"][0]["id"] == first["rows"][0]["id"]
    assert desk.get(URL + first["pages"]["last"]).context["rows"][0]["id"] == second["rows"][0]["id"]


def test_cases_of_other_organisations_are_neither_listed_nor_counted(desk, case):
    CaseFactory(organisation=OrganisationFactory(association=True), title="Caché")
    page, counted = desk.get(URL), desk.get(URL + "compteurs/").context
    assert page.context["total"] == counted["total"] == counted["tabs"][0].count == 1
    assert "Caché" not in page.content.decode()


def test_a_partner_organisation_sees_the_case_once(login, cast, case):
    case.partners.add(OrganisationFactory(adil=True), OrganisationFactory(association=True))
    assert titles(login(cast.other_organisation)) == ["Yvette Cazalbou"]


def test_the_number_of_queries_does_not_grow_with_the_cases(desk, case, django_assert_max_num_queries):
    for _ in range(12):
        CaseFactory(advisor=case.advisor, stage=case.stage)
    with django_assert_max_num_queries(11):
        assert len(titles(desk)) == 13
