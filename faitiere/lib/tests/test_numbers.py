"""French writing of figures: expected texts are written by hand; "_" stands for a no-break space."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from faitiere.lib import numbers


def glued(text: str) -> str:
    return text.replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        (2_242_000, "22_420_€"),
        (0, "0_€"),
        (-2_400_000, "−24_000_€"),
        (99_950, "1_000_€"),
        (123_456_789_00, "123_456_789_€"),
    ],
)
def test_money_shows_whole_euros(cents, written):
    assert numbers.money(cents) == glued(written)


def test_money_shows_cents_on_request():
    assert numbers.money(12_456, with_cents=True) == glued("124,56_€")
    assert numbers.money(-15_917, with_cents=True) == glued("−159,17_€")


def test_a_half_euro_rounds_away_from_zero():
    assert numbers.money(250) == glued("3_€")
    assert numbers.money(-250) == glued("−3_€")


def test_nothing_is_never_written_minus_zero():
    assert numbers.number(-0.4) == "0"
    assert numbers.trimmed(-0.04, 1) == "0"


def test_a_range_of_money_names_both_ends_once():
    assert numbers.money_range(4_200_000, 5_200_000) == glued("entre 42_000 et 52_000_€")
    assert numbers.money_range(10_000, 10_020) == glued("100_€")


def test_a_reversed_range_is_refused():
    with pytest.raises(ValueError, match="borne basse"):
        numbers.money_range(2, 1)


def test_a_change_of_money_is_said_in_words():
    assert numbers.money_change(-3_461) == glued("35_€ de moins")
    assert numbers.money_change(800) == glued("8_€ de plus")
    assert numbers.money_change(20) == "autant qu’aujourd’hui"


def test_percents_have_no_decimals():
    assert numbers.percent(0.696) == glued("70_%")
    assert numbers.percent(Decimal("0.055")) == glued("6_%")


def test_quantities_keep_their_unit_on_the_line():
    assert numbers.kwh(29_400) == glued("29_400_kWh")
    assert numbers.area(104) == glued("104_m²")
    assert numbers.area(92.5) == glued("92,5_m²")
    assert numbers.quantity(310, "kWh par m²") == glued("310_kWh_par_m²")


def test_an_infinite_number_is_refused():
    with pytest.raises(ValueError, match="fini"):
        numbers.number(float("inf"))


def test_shares_add_up_to_a_hundred():
    # 1/3 each: 33.33 rounds to 33 three times; the missing point goes to the first.
    assert numbers.whole_shares([1, 1, 1]) == [34, 33, 33]
    # 138/493 = 27.99, 118 = 23.94, 94 = 19.07, 64 = 12.98, 49 = 9.94, 30 = 6.09: floors add up to 96.
    assert numbers.whole_shares([138, 118, 94, 64, 49, 30]) == [28, 24, 19, 13, 10, 6]


@pytest.mark.parametrize("values", [[], [0, 0], [2, -1]])
def test_shares_of_nothing_or_of_a_negative_are_refused(values):
    with pytest.raises(ValueError, match="parts"):
        numbers.whole_shares(values)


def test_counts_agree_in_french():
    assert [numbers.count(n, "dossier") for n in (0, 1, 2)] == [
        glued("0_dossier"),
        glued("1_dossier"),
        glued("2_dossiers"),
    ]
    assert numbers.count(1_200, "cheval", "chevaux") == glued("1_200_chevaux")


def test_words_are_joined_with_et():
    assert numbers.join_words(["murs", "toit", "sol"]) == "murs, toit et sol"
    assert numbers.join_words(["murs"]) == "murs"
    assert numbers.join_words([]) == ""


def test_dates_are_in_words():
    # 28 January 2027 is a Thursday, 1 August 2026 a Saturday (perpetual calendar).
    assert numbers.day_words(date(2027, 1, 28)) == glued("jeudi 28_janvier 2027")
    assert numbers.day_words(date(2026, 8, 1)) == glued("samedi 1er_août 2026")
    assert numbers.month_words(date(2026, 12, 31)) == "décembre 2026"


def test_hours_follow_the_french_habit():
    assert numbers.hour_words(time(14)) == glued("14_h")
    assert numbers.hour_words(time(9, 40)) == glued("9_h_40")
    assert numbers.hour_words(time(8, 5)) == glued("8_h_05")
    assert numbers.moment_words(datetime(2027, 1, 28, 14)) == glued("jeudi 28_janvier 2027 à 14_h")


def test_durations():
    assert numbers.duration_words(45) == glued("45_minutes")
    assert numbers.duration_words(60) == glued("1_h")
    assert numbers.duration_words(90) == glued("1_h_30")


def test_a_short_date_names_june_and_july_apart():
    assert numbers.short_date_words(date(2026, 6, 18)) == "18\u00a0juin\u00a02026"
    assert numbers.short_date_words(date(2026, 7, 1)) == "1\u00a0juil.\u00a02026"
