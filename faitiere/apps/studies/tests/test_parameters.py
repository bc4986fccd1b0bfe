"""The page of rules: what is in force on a day, its source, whether it was checked, what changed since another day."""

import pytest
from django.urls import reverse


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
