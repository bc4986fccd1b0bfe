"""The TBS file against the rules of the format (March 2021): lines written by hand, not by the code."""

import datetime as dt

from faitiere.apps.steering.tbs import encode, plain_text, profile, row

ACT = {
    "id": "a1",
    "organisation": "31-TM-01",
    "advisor": "Inès Delmas",
    "act_code": "A02",
    "act_date": dt.date(2026, 11, 17),
    "minutes": 45,
    "minutes_unit": "M",
    "public": "PO",
    "last_name": "Cazalbou",
    "first_name": "Yvette",
    "anah": "OUI",
    "email": "yvette@example.org",
    "phone": "06 39 98 14 33",
    "home_kind": "LI",
    "postcode": "31270",
    "town": "Cugnaux",
    "address": "14 chemin du Vieux-Pigeonnier",
    "occupancy": "PROPRIETAIRE",
    "next_service": ["REALISATION AUDIT ENERGETIQUE", "AUTRE"],
    "updated_on": dt.date(2026, 11, 18),
    "insee": "31157",
}
LINE = (
    "a1|;|31-TM-01|;|Inès Delmas|;|A02|;|2026-11-17|;|45|;|M|;|PO|;|Cazalbou|;|Yvette|;||;||;|OUI|;|yvette@example.org"
    "|;|06 39 98 14 33|;|LI|;||;|31270|;|Cugnaux|;|14 chemin du Vieux-Pigeonnier|;|PROPRIETAIRE|;||;||;||;||;|"
    "|;|REALISATION AUDIT ENERGETIQUE_/_AUTRE|;||;||;||;||;||;||;||;||;||;||;|2026-11-18|;|31157"
)


def test_the_format_has_thirty_nine_columns():
    assert len(profile()["columns"]) == 39
    assert LINE.count("|;|") == 38


def test_an_act_is_one_line_without_header():
    assert row(ACT) == LINE


def test_rows_are_separated_by_crlf_and_nothing_follows_the_last():
    assert encode([ACT, ACT]) == (LINE + "\r\n" + LINE).encode("cp1252")


def test_letters_outside_windows_1252_are_replaced():
    assert b"Zo?" in encode([{"last_name": "Zoǆ"}])
    assert "é".encode("cp1252") in encode([{"last_name": "é"}])


def test_a_separator_inside_a_value_becomes_two_hyphens():
    assert row({"last_name": "A|;|B"}).split("|;|")[8] == "A--B"


def test_questions_lose_html_and_line_breaks_and_stop_at_a_thousand_characters():
    assert plain_text("<p>Quelle&nbsp;aide ?</p>\r\n<b>Merci</b>") == "Quelle aide ? Merci"
    assert len(row({"question": "x" * 1200}).split("|;|")[24]) == 1000


def test_a_line_break_in_any_other_value_does_not_break_the_row():
    assert row({"address": "14 rue\r\nHaute"}).split("|;|")[19] == "14 rue Haute"


def test_lengths_are_those_of_the_format():
    assert row({"phone": "0" * 30, "postcode": "312700"}).split("|;|")[14] == "0" * 20
    assert row({"postcode": "312700"}).split("|;|")[17] == "31270"


def test_no_act_is_an_empty_file():
    assert encode([]) == b""
