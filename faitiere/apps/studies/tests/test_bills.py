"""The bills of a home: entered, split, corrected for the climate, questioned, printed."""

import datetime as dt
from decimal import Decimal

import pikepdf
import pytest
from django.urls import reverse

from faitiere.apps.buildings.actions import NewBill, enter_bill, save_bill_year
from faitiere.apps.buildings.models import EnergyBill, Lot
from faitiere.apps.buildings.tests.factories import CondominiumFactory
from faitiere.apps.cases.models import Document
from faitiere.apps.studies import bills as page_of
from faitiere.apps.territories.models import Commune

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


@pytest.fixture
def checked(actor, case):
    """The check case of calculators.md e1, its 1,500 m³ measured; 60 dwellings, degree-days of 2019 typed."""
    Lot.objects.bulk_create(
        Lot(condominium=case.home.condominium, number=str(rank), rank=rank) for rank in range(1, 61)
    )
    day = dt.date(2019, 1, 1)
    given = NewBill(day, "heat_and_water", "gas", Decimal(700_000), "kWh PCS", 4_900_000)
    enter_bill(actor=actor, home=case.home, given=given)
    split = {"split": "bills", "heat_cents": 4_000_000, "water_cents": 900_000, "hot_water_m3": Decimal(1500)}
    save_bill_year(actor=actor, home=case.home, starts_on=day, fields=split | {"degree_days": Decimal(1700)})
    return case


def test_figures_by_square_metre_dwelling_and_cubic_metre(page, checked):
    (line,) = page.get(url("bills", checked)).context["table"]
    said = {name: value.replace("\xa0", " ").replace("\u202f", " ") for name, value in line.items() if name != "uses"}
    assert (said["total"], said["kwh_per_dwelling"]) == ("630 000", "10 500")  # 630,000 kWh for 60 dwellings
    assert (said["per_m2"], said["per_dwelling"]) == ("11,67 €", "817 €")  # 49,000 € for 4,200 m² and 60 dwellings
    assert (said["m3_per_dwelling"], said["kwh_per_m3"]) == ("25", "77,1")  # calculators.md e1


def test_references_follow_the_altitude_of_the_commune(page, checked):
    low = page.get(url("bills", checked)).text
    assert "157,5" in low
    Commune.objects.filter(pk=checked.home.commune_id).update(altitude_class="400_800")
    high = page.get(url("bills", checked)).text.replace("\xa0", " ")
    assert "de 400 à 800 m (altitude indicative), consomme 175 kWh par m², un immeuble efficace 80." in high


def test_savings_and_hot_water_are_compared_with_references(case, checked):
    found = page_of.balance(case.home, page_of.rows(case.home), on=dt.date(2026, 11, 25))
    assert found.reference_days.value == 1707.9
    said = " ".join(page_of.compared(found)).replace("\xa0", " ").replace("\u202f", " ")
    # Normal year 1,707.9: 514,286 × 1,707.9 / 1,700 + 115,714 = 632,390 kWh, 150.57 kWh/m² against 72: 52 %.
    # 40,000 × 1,707.9 / 1,700 + 9,000 = 49,185.88 €, of which 0.521814: 25,666 €.
    assert "En 2019, à climat égal, un immeuble efficace aurait consommé 52 % de moins" in said
    assert "soit 25 666 € par an" in said
    assert "un logement moyen en prend 30 m³ par an, un logement économe 25 ; chaque m³ demande 110 kWh" in said


def test_the_paper_holds_what_the_screen_shows(case, toulouse, checked):
    found = page_of.balance(case.home, page_of.rows(case.home), on=dt.date(2026, 11, 25))
    paper = page_of.printed(case, found, territory=toulouse)
    plain = [[cell.replace("\xa0", " ").replace("\u202f", " ") for cell in row] for row in paper.rows]
    assert plain[0][4] == "630 000"  # total
    assert plain[0][6] == "150"  # primary per m²
    assert paper.by_dwelling[0][-1] == "77,1"


def test_the_balance_is_filed_among_the_shared_documents(page, checked):
    shown = page.post(url("bills_file", checked), follow=True)
    page.post(url("bills_file", checked))
    found = Document.objects.filter(case=checked).order_by("version")
    assert [(one.title, one.version, one.visibility) for one in found] == [
        ("Bilan des factures d'énergie", 1, "shared"),
        ("Bilan des factures d'énergie", 2, "shared"),
    ]
    assert "documents partagés" in shown.text


def test_nothing_is_filed_without_a_complete_bill(page, case):
    shown = page.post(url("bills_file", case), follow=True)
    assert "au moins une facture complète" in shown.text
    assert not Document.objects.exists()
