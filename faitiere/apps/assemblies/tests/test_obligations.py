"""Obligation clocks against the dates of the law (condominiums.md)."""

import datetime as dt

import pytest

from faitiere.apps.assemblies.obligations import Known, State, clocks

DAY = dt.date(2026, 11, 25)
PLAN, DPE, RNIC = "Projet de plan pluriannuel de travaux", "DPE collectif", "Mise à jour du registre des copropriétés"


def of(name: str, on: dt.date = DAY, **known):
    return next(
        one for one in clocks(Known(**({"main_lots": 48, "permit_year": 1968} | known)), on=on) if one.name == name
    )


@pytest.mark.parametrize(
    ("lots", "plan_due", "dpe_due"),
    [(201, (2023, 1, 1), (2024, 1, 1)), (200, (2024, 1, 1), (2025, 1, 1)), (50, (2025, 1, 1), (2026, 1, 1))],
)
def test_dates_follow_the_number_of_lots(lots, plan_due, dpe_due):
    assert of(PLAN, main_lots=lots).due_on == dt.date(*plan_due)
    assert of(DPE, main_lots=lots).due_on == dt.date(*dpe_due)
    assert of(DPE, main_lots=lots).state == State.LATE


def test_a_young_building_owes_no_plan_and_a_recent_permit_no_dpe():
    assert of(PLAN, permit_year=2012).state == State.EXEMPT  # 14 years
    assert of(PLAN, permit_year=2010).state == State.LATE  # 16 years
    assert of(DPE, permit_year=2013).state == State.EXEMPT
    assert of(DPE, permit_year=2012).state == State.LATE


def test_a_dtg_without_need_of_works_exempts_for_ten_years():
    assert of(PLAN, dtg_without_works=dt.date(2017, 1, 10)).state == State.EXEMPT
    assert of(PLAN, dtg_without_works=dt.date(2016, 1, 10)).state == State.LATE


@pytest.mark.parametrize(
    ("day", "label", "state", "due"),
    [
        (dt.date(2022, 5, 1), "E", State.DONE, dt.date(2032, 5, 1)),
        (dt.date(2022, 5, 1), "C", State.DONE, None),  # after July 2021, A to C: never again
        (dt.date(2015, 5, 1), "C", State.LATE, dt.date(2025, 5, 1)),
    ],
)
def test_a_dpe_lasts_ten_years(day, label, state, due):
    found = of(DPE, diagnoses=[("dpe", day, label)])
    assert (found.state, found.due_on) == (state, due)


def test_the_register_follows_the_accounts_by_two_months():
    found = of(RNIC, accounts_approved_on=dt.date(2026, 6, 10))
    assert (found.state, found.due_on) == (State.LATE, dt.date(2026, 8, 10))
    known = {"accounts_approved_on": dt.date(2026, 6, 10), "rnic_updated_on": dt.date(2026, 7, 1)}
    assert (of(RNIC, **known).state, of(RNIC, **known).due_on) == (State.DONE, dt.date(2027, 7, 1))


@pytest.mark.parametrize(
    ("updated", "state"),
    # CCH, art. R. 711-10: an update every year; on 25 November 2026 that of a year ago still holds, not an older one.
    [((2025, 11, 25), State.DONE), ((2025, 11, 24), State.LATE), ((2024, 7, 1), State.LATE)],
)
def test_the_register_is_updated_every_year(updated, state):
    known = {"accounts_approved_on": dt.date(2024, 6, 10), "rnic_updated_on": dt.date(*updated)}
    found = of(RNIC, **known)
    assert (found.state, "chaque année" in found.why) == (state, True)


def test_rented_dwellings_stop_being_decent_by_class():
    """Class G since 1 January 2025, F on 1 January 2028, E on 1 January 2034."""
    names = {label: f"Location des logements en classe {label}" for label in "GFE"}
    found = {label: of(name, rented_labels=["G", "F", "E", "D"]) for label, name in names.items()}
    assert {label: one.due_on.year for label, one in found.items()} == {"G": 2025, "F": 2028, "E": 2034}
    assert (found["G"].state, found["F"].state) == (State.LATE, State.DUE)


def test_what_is_missing_is_said():
    assert "liste des lots" in of(PLAN, main_lots=0).why
    assert "année du permis" in of(DPE, permit_year=None).why
    assert "approbation des comptes" in of(RNIC).why
    missing = of("Location des logements sans classe connue", rented_unlabelled=3)
    assert (missing.state, "3 logements loués" in missing.why.replace("\xa0", " ")) == (State.UNKNOWN, True)
