import datetime as dt
from types import SimpleNamespace

import pytest

from faitiere.apps.directory.rules import follows_from, plain_text
from faitiere.apps.directory.trades import packed, trade_of, trades, unpacked


def test_pasted_html_is_read_as_a_person_would():
    pasted = '<p onclick="x()">Isolation<br>et <b>toiture</b></p><script>alert(1)</script><ul><li>Sérieux</li></ul>'
    assert plain_text(pasted) == "Isolation\net toiture\nSérieux"


@pytest.mark.parametrize("text", ["1 < 2 et 3 > 2", "Dupont & Fils", "a\x00b\x1bc", "<svg/onload=alert(1)>"])
def test_no_tag_nor_control_character_is_left(text):
    told = plain_text(text)
    assert not {"<svg", "\x00", "\x1b", "onload"} & {
        part for part in ("<svg", "\x00", "\x1b", "onload") if part in told
    }


@pytest.mark.parametrize(
    ("domain", "code"),
    [
        ("Pompe à chaleur : chauffage", "pompe_a_chaleur"),
        ("Isolation par l'intérieur des murs ou rampants de toitures  ou plafonds", "isolation_murs_interieur"),
        ("Fenêtres, volets, portes extérieures 2020", "fenetres"),
        ("Radiateurs électriques, dont régulation.", "electricite"),
        ("Domaine inventé", "autre"),
    ],
)
def test_domains_of_the_file_lead_to_trades(domain, code):
    assert trade_of(domain) == code


def test_codes_come_back_from_their_column():
    assert unpacked(packed(["fenetres", "bois", "inconnu"])) == ["fenetres", "bois"]
    assert all(len(trade.code) <= 40 for trade in trades().values())


def test_the_last_day_of_rge_is_that_of_the_latest_qualification_still_in_the_file():
    early, late, gone = (dt.date(2027, 1, 1), dt.date(2028, 6, 30), dt.date(2030, 1, 1))
    held = [
        SimpleNamespace(trade="bois", valid_to=early, gone_on=None),
        SimpleNamespace(trade="fenetres", valid_to=late, gone_on=None),
        SimpleNamespace(trade="geothermie", valid_to=gone, gone_on=early),
    ]
    assert follows_from(held, "|architecte|") == ("|fenetres|bois|architecte|", late)
