"""The territory's prices: dated, its own above the catalogue's, and whom they are closed to."""

import datetime as dt

import pytest
from django.urls import reverse

from faitiere.apps.studies.actions import set_price
from faitiere.apps.studies.models import WorkPrice
from faitiere.apps.studies.prices import unit_prices

JANUARY = dt.date(2026, 1, 1)


@pytest.fixture
def admin(cast, login):
    return login(cast.territory_admin)


def given(**changes):
    """What an administrator types."""
    typed = {"work_code": "mur_ite", "low": "120", "likely": "150,50", "high": "1 190", "valid_from": "2026-01-01"}
    return typed | {"source": "12 devis reçus en 2025"} | changes


def test_the_territory_price_replaces_the_catalogue_from_its_date(toulouse, cast):
    set_price(
        actor=cast.actor("territory_admin", toulouse),
        work_code="mur_ite",
        cents=(12000, 15050, 19000),
        valid_from=JANUARY,
        source="Devis",
    )
    before, after = unit_prices(dt.date(2025, 12, 31))["mur_ite"], unit_prices(JANUARY)["mur_ite"]
    assert not before.own
    assert (after.own, after.low, after.likely, after.high) == (True, 12000, 15050, 19000)


def test_a_price_typed_in_french_is_kept_in_cents(admin):
    answer = admin.post(reverse("studies:prices"), given(), follow=True)
    price = WorkPrice.objects.get()
    assert (price.low_cents, price.likely_cents, price.high_cents) == (12000, 15050, 119000)
    assert "Prix enregistré" in answer.text
    assert "12 devis reçus en 2025" in answer.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"likely": "90"}, "vont en croissant"),
        ({"low": "cent vingt"}, "doit être un nombre, par exemple 120"),
        ({"high": "190,005"}, "au plus deux chiffres après la virgule"),
        ({"high": "99999999999"}, "doit se trouver entre 0 et 10000000"),
        ({"valid_from": "hier"}, "Cette date n&#x27;existe pas"),
    ],
)
def test_a_price_that_cannot_be_is_refused_beside_its_field(admin, change, sentence):
    answer = admin.post(reverse("studies:prices"), given(**change))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not WorkPrice.objects.exists()


@pytest.mark.parametrize("who", ["advisor", "legal_advisor", "manager", "funder", "household"])
def test_only_the_administrator_of_the_territory_sets_prices(cast, login, who):
    answer = login(getattr(cast, who)).post(reverse("studies:prices"), given())
    assert answer.status_code == 403
    assert not WorkPrice.objects.exists()


def test_every_work_of_the_catalogue_is_listed_with_its_state(admin):
    page = admin.get(reverse("studies:prices")).text
    assert "Isolation des murs par l&#x27;extérieur" in page
    assert "À confirmer" in page
