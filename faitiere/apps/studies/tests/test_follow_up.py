"""After the works: years placed, gain measured at equal climate with its range, report filed."""

import datetime as dt
from decimal import Decimal

import pikepdf
import pytest
from django.urls import reverse

from faitiere.apps.buildings.actions import NewBill, enter_bill, place_works, save_bill_year
from faitiere.apps.buildings.models import BillYear
from faitiere.apps.buildings.rules import Refused as BillsRefused
from faitiere.apps.cases.models import Document
from faitiere.apps.studies import actions, follow_up
from faitiere.apps.studies.rules import Refused
from faitiere.lib.uploads import fetch

from .factories import HOUSE_1974, building_case, study_with_scenarios, work

ON = dt.date(2026, 11, 25)


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    """4,200 m² heated by a network: 210 kWh/m² on average before, 126 after, every winter alike."""
    found = building_case(actor, heated_area_m2=Decimal(4200))
    kwh = {2014: 840_000, 2015: 924_000, 2016: 400_000, 2017: 504_000, 2021: 554_400}
    for year, quantity in kwh.items():
        billed(actor, found, year, quantity)
    return found


def billed(actor, case, year, quantity, **fields):
    start = dt.date(year, 1, 1)
    given = NewBill(start, "heat", "district", Decimal(quantity), "kWh", quantity * 8)
    enter_bill(actor=actor, home=case.home, given=given)
    # The degree-days of the reference itself: nothing is corrected.
    same = {"degree_days": Decimal("1708.2"), "degree_days_source": "Saisi"}
    save_bill_year(actor=actor, home=case.home, starts_on=start, fields=same | fields)


def placed(actor, case, *, during=(2016,), after=(2017, 2021)):
    days = [[dt.date(year, 1, 1) for year in side] for side in (during, after)]
    place_works(actor=actor, home=case.home, during=days[0], after=days[1])


def test_the_gain_is_measured_without_the_year_of_the_works(actor, case):
    placed(actor, case)
    found = follow_up.of_case(case, on=ON)
    # (200 + 220) / 2 = 210 and (120 + 132) / 2 = 126 kWh/m²: 40 % less; 2016 counts on no side
    assert found.comparison.gain == pytest.approx(0.4, abs=0.001)
    assert [len(side) for side in (found.before, found.after)] == [2, 2]


def test_the_uncertainty_is_said(actor, case):
    placed(actor, case)
    comparison = follow_up.of_case(case, on=ON).comparison
    # half width 1.886 × √(6² + (0.6 × 10)²) / 210 = 7.6 % (test_climate.py): 32 % to 48 %
    assert follow_up.range_words(comparison).replace("\xa0", " ") == "de 32 % à 48 %, huit fois sur dix"


def test_a_single_year_after_the_works_is_too_early(actor, case):
    placed(actor, case, after=(2021,), during=(2016, 2017))
    found = follow_up.of_case(case, on=ON)
    assert found.comparison.low is None
    assert "deux années de chaque côté" in follow_up.range_words(found.comparison)


def test_years_are_placed_on_the_page(login, cast, case):
    years = {year.starts_on.year: f"year-{year.pk}" for year in BillYear.objects.all()}
    sides = {2014: "before", 2015: "before", 2016: "during", 2017: "after", 2021: "after"}
    sent = {years[year]: side for year, side in sides.items()}
    answer = login(cast.advisor).post(reverse("studies:follow_up", args=[case.pk]), sent, follow=True)
    text = answer.text.replace("\xa0", " ")
    assert "À climat égal, 40 % d’énergie de moins qu’avant les travaux." in text
    assert "Aucun scénario n’est retenu" in text


@pytest.mark.parametrize(
    ("during", "after", "said"),
    [((2016,), (2016, 2017), "pas les deux"), ((), (2015,), "suit une année après travaux")],
)
def test_years_that_cannot_be_so_are_refused(actor, case, during, after, said):
    with pytest.raises(BillsRefused, match=said):
        placed(actor, case, during=during, after=after)
    assert not BillYear.objects.filter(after_works=True).exists()


def test_the_computed_gain_is_that_of_the_scenario_kept(actor):
    study = study_with_scenarios(actor, [work("combles_perdus")])
    found = follow_up.of_case(study.case, on=ON)
    percents = study.scenarios.get().result["comparison"]["primary_kwh_gain_pct"]
    assert found.computed == pytest.approx(percents / 100)
    assert HOUSE_1974["kind"] == "maison"  # the same page serves a house


def test_the_report_is_filed_in_the_case_and_shared(login, cast, actor, case, tmp_path):
    placed(actor, case)
    login(cast.advisor).post(reverse("studies:follow_up_report", args=[case.pk]))
    kept = Document.objects.get(case=case)
    assert (kept.title, kept.visibility) == ("Bilan après travaux", "shared")
    (tmp_path / "bilan.pdf").write_bytes(fetch(kept.vault_name))
    with pikepdf.open(tmp_path / "bilan.pdf") as document:
        assert document.Root.MarkInfo.Marked


def test_nothing_to_compare_files_nothing(actor, case):
    with pytest.raises(Refused, match="après les travaux"):
        actions.file_follow_up(actor=actor, case=case)
    assert not Document.objects.exists()


def test_a_year_without_degree_days_is_left_aside_and_said(actor, case):
    billed(actor, case, 2022, 500_000, degree_days=None)
    placed(actor, case, after=(2017, 2021, 2022))
    found = follow_up.of_case(case, on=ON)
    assert (found.uncorrected, round(found.comparison.gain, 2)) == (["2022"], 0.4)


def test_the_page_of_a_case_without_bills_says_what_to_do(login, cast, actor):
    page = login(cast.advisor).get(reverse("studies:follow_up", args=[building_case(actor).pk]))
    assert "Pas encore de factures" in page.text
