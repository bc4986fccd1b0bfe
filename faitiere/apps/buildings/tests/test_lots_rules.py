"""A syndic's list, as syndics write them: what is read, what is refused and on which line."""

import io

import openpyxl
import pytest

from faitiere.apps.buildings.lots_rules import plan
from faitiere.apps.buildings.lots_table import read_table
from faitiere.apps.buildings.rules import Refused

GOOD = """Lot;Nature;Bâtiment;Étage;Surface (m²);Occupation;Copropriétaire;E-mail;Charges générales;Chauffage
1;Appartement;A;RDC;62,5;Occupé;Mme Lebrun Odile;odile.lebrun@example.org;1 250;1300
2;Appartement;A;1;62,5;Loué;SCI Les Tilleuls;;1 250;1300
3;Cave;A;SS;;;SCI Les Tilleuls;;50;
TOTAL;;;;;;;;2 550;2600
"""


def read(text: str, **totals: int):
    return plan(read_table(text.encode()), totals=totals)


def said(text: str, **totals: int) -> str:
    return " ".join(f"{fault.line} {fault.message}" for fault in read(text, **totals).faults)


def test_lots_owners_and_keys_are_read():
    found = read(GOOD)
    assert found.faults == []
    assert (len(found.lots), found.owners) == (3, {"Mme Lebrun Odile", "SCI Les Tilleuls"})
    assert found.sums() == {"Charges générales": 2550, "Chauffage": 2600}
    assert [(lot.kind, lot.use, lot.owner_kind) for lot in found.lots] == [
        ("dwelling", "owner", "person"),
        ("dwelling", "tenant", "company"),
        ("cellar", "", "company"),
    ]


def test_sums_that_are_not_those_of_the_by_laws_are_refused_with_the_gap():
    assert "la somme des lots est 2\u00a0550, le règlement annonce 10\u00a0000 (écart −7\u00a0450)" in said(
        GOOD, **{"Charges générales": 10000}
    )


def test_tantiemes_are_whole_numbers():
    assert "2 « 12,5 » dans « Clé A » n'est pas un nombre entier" in said('Lot,Clé A\n1,"12,5"\n2,100\n')


def test_a_lot_twice_names_its_two_owners():
    found = said("Lot;Propriétaire;Clé\n7;M. Roux;10\n7;Mme Blanc;10\n")
    assert "3 Le lot 7 figure déjà ligne 2, avec deux propriétaires : « M. Roux » et « Mme Blanc »" in found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nom;Clé\nRoux;10\n", "Aucune colonne « Lot »"),
        ("Lot;Propriétaire\n1;Roux\n", "Aucune colonne de tantièmes"),
        ("Lot;Clé\n", "Aucun lot"),
        ("Lot;Clé\n;10\n", "Le numéro de lot manque"),
        ("Lot;E-mail;Clé\n1;pas une adresse;10\n", "n'est pas une adresse e-mail"),
        ("Lot;Surface;Clé\n1;grande;10\n", "n'est pas un nombre de mètres carrés"),
        ("Lot;Surface;Clé\n1;0;10\n", "n'est pas un nombre de mètres carrés"),
        ("Lot;Classe DPE;Clé\n1;H;10\n", "« H » n'est pas une classe de DPE"),
    ],
)
def test_each_fault_is_said_in_words(text, words):
    assert words in said(text)


def test_more_than_a_thousand_lots_are_refused():
    assert "1001 lots" in said("Lot;Clé\n" + "".join(f"{i};1\n" for i in range(1001)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"\x00\x01\x02", "n'est pas un tableau lisible"),
        (b"PK\x03\x04 not really", "abîmé"),
        (b"Lot;Cl\xe9\n" + b"1;1\n" * 2001, "plus de 2000 lignes"),
    ],
)
def test_what_is_no_list_is_refused(content, words):
    with pytest.raises(Refused, match=words):
        read_table(content)


def test_a_list_of_an_old_spreadsheet_keeps_its_accents():
    assert plan(read_table("Lot;Clé générale\n1;10\n".encode("cp1252")), totals={}).keys == ["Clé générale"]


def test_merged_cells_and_formulas_are_named():
    book = openpyxl.Workbook()
    for row in (["Lot", "Propriétaire", "Clé"], ["1", "Roux", 10], ["2", None, "=SUM(C2:C2)"]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    content = io.BytesIO()
    book.save(content)
    faults = " ".join(fault.message for fault in plan(read_table(content.getvalue()), totals={}).faults)
    assert "B2:B3 sont fusionnées" in faults
    assert "C3 contient une formule" in faults


def test_a_list_is_compared_with_its_own_total():
    found = said(GOOD.replace(";2 550;2600", ";2 600;2600")).replace("\xa0", " ")
    assert found == "5 « Charges générales » : cette ligne annonce 2 600, la somme des lots lus est 2 550 (écart −50)."


@pytest.mark.parametrize(
    "rows",
    [
        "1;600\nTotal bâtiment A;900\n2;400\n",  # a sub-total names its part: not compared
        "1;600\nTOTAL;600\n2;400\nTOTAL;400\n",  # one a building: they add up
        "1;600\nTOTAL;600\n2;400\nTOTAL;400\nTotal général;1 000\n",
        "1;600\n2;400\nTOTAL;\n",
    ],
)
def test_totals_that_agree_are_no_fault(rows):
    assert said(f"Lot;Clé\n{rows}") == ""


def test_a_workbook_over_two_thousand_rows_is_refused():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [("Lot", "Clé"), *((number, 1) for number in range(2000))]:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    with pytest.raises(Refused, match="plus de 2000 lignes"):
        read_table(content.getvalue())
