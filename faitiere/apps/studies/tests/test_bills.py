"""The bills of a home: entered, split, corrected for the climate, questioned, printed."""

import datetime as dt
from decimal import Decimal

import pikepdf
import pytest
from django.urls import reverse

from faitiere.apps.buildings.actions import NewBill, enter_bill, save_bill_year
from faitiere.apps.buildings.models import EnergyBill
from faitiere.apps.buildings.tests.factories import CondominiumFactory
from faitiere.apps.studies import bills as page_of

from .factories import building_case

TYPED = {"year": "2019", "use": "heat", "energy": "gas", "quantity": "700 000", "unit": "kWh PCS", "euros": "49 000"}


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    return building_case(actor, heated_area_m2=Decimal(4200))


@pytest.fixture
def page(login, cast):
    return login(cast.advisor)


def url(name, case, **ids):
    return reverse(f"studies:{name}", kwargs={"case_id": case.pk, **ids})


def test_a_bill_is_entered_and_drawn(page, case):
    answer = page.post(url("bills", case), TYPED, follow=True)
    text = answer.content.decode()
    assert "Facture ajoutée" in text
    # 700,000 kWh billed gross are 630,000 net: 150 kWh/m² of 4,200 m² (calculators.md e1).
    assert answer.context["table"][0]["primary"] == "150"
    assert EnergyBill.objects.get().cents == 4_900_000


def test_a_year_of_the_table_is_corrected_and_another_is_not(actor, case):
    for year in (2019, 2022):
        given = NewBill(dt.date(year, 1, 1), "heat", "district", Decimal(420_000), "kWh", 4_000_000)
        enter_bill(actor=actor, home=case.home, given=given)
    found = page_of.balance(case.home, page_of.rows(case.home), on=dt.date(2026, 11, 25))
    # Haute-Garonne: 1,794 degree-days in 2019, 1,708 on average: 100 × 1,708 / 1,794 = 95.2 kWh/m².
    assert sum(found.years[0].corrected_per_m2.values()) == pytest.approx(95.2, abs=0.1)
    assert found.years[1].corrected_per_m2 is None


def test_a_common_boiler_without_split_is_asked_about(actor, case):
    given = NewBill(dt.date(2019, 1, 1), "heat_and_water", "gas", Decimal(700_000), "kWh PCS", 4_900_000)
    enter_bill(actor=actor, home=case.home, given=given)
    found = page_of.balance(case.home, page_of.rows(case.home), on=dt.date(2026, 11, 25))
    assert (found.years, "dites comment les partager" in found.problems[0]) == ([], True)


def test_the_split_of_the_accounts_is_applied(actor, case):
    day = dt.date(2019, 1, 1)
    given = NewBill(day, "heat_and_water", "gas", Decimal(700_000), "kWh PCS", 4_900_000)
    enter_bill(actor=actor, home=case.home, given=given)
    split = {"split": "bills", "heat_cents": 4_000_000, "water_cents": 900_000}
    save_bill_year(actor=actor, home=case.home, starts_on=day, fields=split)
    found = page_of.balance(case.home, page_of.rows(case.home), on=dt.date(2026, 11, 25))
    assert found.years[0].kwh["heat"] == pytest.approx(514_286, abs=1)  # calculators.md e1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("year", "2018-2020", "une saison de chauffe"),
        ("year", "3019", "une année civile"),
        ("unit", "litre", "se compte en kWh PCS"),
        ("quantity", "-3", "doit se trouver entre"),
        ("quantity", "beaucoup", "doit être un nombre"),
        ("euros", "1e12", "doit se trouver entre"),
    ],
)
def test_what_cannot_be_a_bill_is_refused(page, case, field, value, sentence):
    answer = page.post(url("bills", case), TYPED | {field: value})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not EnergyBill.objects.exists()


def test_a_season_over_a_year_is_refused(page, case):
    page.post(url("bills", case), TYPED)
    answer = page.post(url("bills", case), TYPED | {"year": "2018-2019"})
    assert "compteraient deux fois" in answer.content.decode()


def test_without_an_area_the_page_says_what_is_missing(page, case):
    case.home.condominium.heated_area_m2 = None
    case.home.condominium.save()
    answer = page.post(url("bills", case), TYPED, follow=True)
    assert "saisissez-la en m²" in answer.content.decode()


def test_the_balance_is_printed_as_a_tagged_pdf(page, case, tmp_path):
    page.post(url("bills", case), TYPED)
    answer = page.get(url("bills_report", case))
    (tmp_path / "bilan.pdf").write_bytes(answer.content)
    with pikepdf.open(tmp_path / "bilan.pdf") as document:
        assert document.Root.MarkInfo.Marked
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_bill_of_another_home_is_not_found(page, case, actor):
    other = CondominiumFactory(name="Résidence Voisine")
    given = NewBill(dt.date(2019, 1, 1), "heat", "gas", Decimal(1000), "kWh PCS", 100)
    bill = enter_bill(actor=actor, home=other.home, given=given)
    assert page.post(url("bill_remove", case, bill_id=bill.pk)).status_code == 404
    assert page.get(url("bill_year", case, year_id=bill.year_id)).status_code == 404
    assert EnergyBill.objects.count() == 1
