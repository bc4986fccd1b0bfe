"""Bills read from a table: looked at, questioned, imported whole or not at all."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from faitiere.apps.buildings.models import EnergyBill

from .factories import building_case

TYPED = {"year": "2019", "use": "heat", "energy": "gas", "quantity": "700 000", "unit": "kWh PCS", "euros": "49 000"}
TABLE = """Année;Usage;Énergie;Quantité;Unité;Montant;Source
2018;Chauffage;Gaz;700 000;kWh PCS;49 000;Comptes 2018
2019;Chauffage;Gaz;690 000,5;kWh PCS;48 300,20;
2019;Parties communes;Électricité;31 000;;6 500;
"""


@pytest.fixture
def case(toulouse, cast):
    return building_case(cast.actor("advisor", toulouse), heated_area_m2=Decimal(4200))


@pytest.fixture
def page(login, cast):
    return login(cast.advisor)


def url(name, case):
    return reverse(f"studies:{name}", args=[case.pk])


def sent(text, name="factures.csv"):
    return {"file": SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())}


def looked_at(page, case, text):
    return page.post(url("bills_preview", case), sent(text))


def imported(page, case, answer, **more):
    return page.post(url("bills_import", case), {"token": answer.context["form"].initial["token"]} | more, follow=True)


def test_a_table_is_looked_at_then_imported(page, case):
    answer = looked_at(page, case, TABLE)
    assert ("Ce que ce tableau ajouterait" in answer.text, EnergyBill.objects.count()) == (True, 0)
    assert "3 factures importées" in imported(page, case, answer).text.replace("\xa0", " ")
    kept = EnergyBill.objects.get(year__starts_on="2019-01-01", use="heat")
    assert (str(kept.quantity), kept.cents, kept.unit) == ("690000.50", 4_830_020, "kWh PCS")


def test_the_same_table_twice_changes_nothing(page, case):
    for _ in range(2):
        imported(page, case, looked_at(page, case, TABLE))
    assert EnergyBill.objects.count() == 3


def test_a_workbook_is_read_like_a_text(page, case):
    book = openpyxl.Workbook()
    for row in (
        ["Année", "Usage", "Énergie", "Quantité", "Unité", "Montant"],
        [2019, "ECS", "Réseau", 9e4, "kWh", 7e3],
    ):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    imported(page, case, looked_at(page, case, content.getvalue()), sure="on")
    assert EnergyBill.objects.get().energy == "district"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("3019;Chauffage;Gaz;1;kWh PCS;1;", "ni une année passée"),
        ("2017-2019;Chauffage;Gaz;1;kWh PCS;1;", "ni une année passée"),
        ("2017;Piscine;Gaz;1;kWh PCS;1;", "« Piscine » n'est pas connu"),
        ("2017;Chauffage;Soleil;1;kWh PCS;1;", "« Soleil » n'est pas connue"),
        ("2017;Chauffage;Gaz;-4;kWh PCS;1;", "« -4 » n'est pas un nombre positif"),
        ("2017;Chauffage;Gaz;1;litre;1;", "se compte en kWh PCS"),
        ("2017;Chauffage;Gaz;1;kWh PCS;cher;", "« cher » n'est pas un nombre d'euros"),
        ("2018;Chauffage;Gaz;1;kWh PCS;1;", "que la ligne 2"),
        ("2018-2019;Eau chaude;Gaz;1;kWh PCS;1;", "2018-2019 recouvre 2018"),
    ],
)
def test_what_is_wrong_is_said_line_by_line_and_nothing_is_imported(page, case, line, said):
    answer = looked_at(page, case, TABLE + line + "\n")
    faults = answer.context["plan"].faults
    assert (answer.status_code, faults[0].line) == (422, 2 if "recouvre" in said else 5)
    assert any(said in fault.message for fault in faults)
    assert not EnergyBill.objects.exists()


def test_a_table_over_a_year_already_entered_is_refused(page, case):
    page.post(url("bills", case), TYPED)  # 2019
    answer = looked_at(page, case, TABLE.replace("2018;", "2017-2018;").replace("2019;", "2018-2019;"))
    assert (answer.status_code, "2018-2019 recouvre 2019" in answer.context["plan"].faults[-1].message) == (422, True)
    assert EnergyBill.objects.count() == 1


def test_a_value_that_surprises_is_asked_about_before_the_import(page, case):
    answer = looked_at(page, case, TABLE.replace("700 000", "7 000 000"))
    assert "Ces valeurs surprennent" in answer.text
    refused = imported(page, case, answer)
    assert (refused.status_code, EnergyBill.objects.exists()) == (422, False)
    imported(page, case, answer, sure="on")
    assert EnergyBill.objects.count() == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01", "pas un tableau lisible"),
        (b"", "vide"),
        (b"Bonjour;merci\n", "Aucune colonne"),
        ("Année;Usage\n2019;Chauffage\n".encode(), "Il manque ces colonnes"),
        ("Année;Usage;Énergie;Quantité;Montant\n".encode(), "Aucune facture sous les titres"),
        (b"Ann\xe9e\n" + b"2019\n" * 2001, "plus de 2000 lignes"),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(page, case, content, said):
    answer = looked_at(page, case, content)
    assert answer.status_code == 422
    told = [fault.message for fault in answer.context["plan"].faults] if answer.context["plan"] else answer.text
    assert said in " ".join(told) if isinstance(told, list) else said in told
    assert not EnergyBill.objects.exists()


def test_a_forged_confirmation_imports_nothing(page, case):
    page.post(url("bills_import", case), {"token": "0" * 64})
    assert not EnergyBill.objects.exists()


def test_others_never_import(login, cast, case):
    address = reverse("studies:bills_preview", args=[case.pk])
    assert login(cast.stranger).post(address, sent(TABLE)).status_code in {302, 403, 404}
