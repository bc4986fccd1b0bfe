"""The page of rules: what is in force on a day, its source, whether it was checked, what changed since another day."""

import datetime as dt

import pytest
from django.urls import reverse

from faitiere.apps.studies import parameter_names, rulebook
from faitiere.engines.params.store import every


@pytest.fixture
def desk(cast, login):
    return login(cast.advisor)


def test_income_ceilings_of_2025_are_shown_with_their_source(desk):
    page = desk.get(reverse("studies:parameters"), {"au": "2025-12-18", "bareme": "Plafonds de revenus"}).text
    # Barème Anah 2025: 23 768 € for one person in Île-de-France, très modeste.
    assert "23\u00a0768\u00a0€" in page
    assert "barème Anah 2025" in page


def test_a_value_nobody_could_confirm_is_marked(desk):
    page = desk.get(reverse("studies:parameters"), {"au": "2026-06-01", "bareme": "Prime énergie (CEE)"}).text
    assert "À confirmer" in page
    assert "non trouvée" in page


def test_changes_between_two_days_are_listed(desk):
    page = desk.get(reverse("studies:parameters"), {"au": "2026-01-02", "depuis": "2025-12-31"}).text
    assert "31\u00a0décembre 2025" in page
    assert "BAR-TH-172 refaite au 01/01/2026" in page


def test_a_change_shows_what_it_was_and_what_it_becomes(desk):
    page = desk.get(reverse("studies:parameters"), {"au": "2025-01-01", "depuis": "2024-12-31"}).text
    # Très modeste, one person, Île-de-France: 23 541 € in 2024, 23 768 € in 2025 (Anah).
    row = next(line for line in page.split("<tr>") if "23\u00a0541\u00a0€" in line)
    assert "23\u00a0768\u00a0€" in row


def test_two_equal_days_change_nothing():
    assert rulebook.changes(dt.date(2025, 12, 18), dt.date(2025, 12, 18)) == []


def test_a_search_ignores_accents_and_case(desk):
    page = desk.get(reverse("studies:parameters"), {"au": "2025-12-18", "q": "PLAFOND tres modeste france"}).text
    assert "23\u00a0768\u00a0€" in page
    assert "Prix du kWh cumac" not in page


def test_what_nobody_verified_is_listed_alone():
    found = rulebook.matching(dt.date(2026, 6, 1), unverified=True)
    assert found
    assert not any(parameter.verified for parameter in found)


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("décret n° 2025-956 du 8 septembre 2025", "legifrance.gouv.fr/search/all?query=d%C3%A9cret+n%C2%B0+2025-956"),
        ("CGI art. 278-0 bis A ; betagouv/reno@25bae95d", "query=CGI+art.+278-0+bis+A"),
        ("guide Anah ; betagouv/reno@25bae95d (2025-12-18)", "https://github.com/betagouv/reno/tree/25bae95d"),
        ("https://exemple.fr/texte.pdf, page 2", "https://exemple.fr/texte.pdf"),
        ("de mémoire", ""),
    ],
)
def test_a_source_leads_to_its_text_when_it_names_one(source, link):
    assert link in rulebook.source_link(source)
    assert bool(link) == bool(rulebook.source_link(source))


def test_every_rule_has_a_heading_and_a_name_in_french():
    names = {parameter.name for parameter in every()}
    assert [name for name in sorted(names) if parameter_names.subject(name) == parameter_names.OTHERS] == []
    assert [name for name in sorted(names) if not parameter_names.is_named(name)] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Décret n° 2025-956 ; betagouv/reno@25bae95d (2025-12-18) MPRA.publicodes", "Décret n° 2025-956"),
        ("betagouv/reno@25bae95d (2025-12-18) CEE", "modèle public Mes Aides Réno du 18\u00a0décembre 2025"),
        ("betagouv/reno@00b8d980 app/règles/index.yaml", "modèle public Mes Aides Réno"),
        ("CGI art. 278-0 bis A", "CGI art. 278-0 bis A"),
        ("", ""),
    ],
)
def test_a_household_reads_the_text_or_the_public_model_never_a_commit(source, words):
    assert rulebook.plain_source(source) == words


def test_a_date_that_is_not_one_says_so(desk):
    page = desk.get(reverse("studies:parameters"), {"au": "le 30 février"})
    assert page.status_code == 200
    assert "Cette date n&#x27;existe pas" in page.text


def test_an_unknown_subject_opens_nothing(desk):
    page = desk.get(reverse("studies:parameters"), {"bareme": "<script>"}).text
    assert "<script>" not in page


@pytest.mark.parametrize(("who", "status"), [("legal_advisor", 200), ("manager", 200), ("funder", 403)])
def test_the_desk_reads_the_rules(cast, login, who, status):
    assert login(getattr(cast, who)).get(reverse("studies:parameters")).status_code == status
