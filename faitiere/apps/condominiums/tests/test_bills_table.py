"""A table of bills read in the space by the council: looked at, imported whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from faitiere.apps.accounts.tests.factories import sign_in
from faitiere.apps.buildings.models import EnergyBill

from .factories import address, case_of, joins

TABLE = """Année;Usage;Énergie;Quantité;Unité;Montant
2018;Chauffage;Gaz;700 000;kWh PCS;49 000
2019;Chauffage;Gaz;690 000,5;kWh PCS;48 300,20
"""


@pytest.fixture
def case(cast, toulouse):
    case = case_of(cast, toulouse)
    case.home.condominium.heated_area_m2 = 4200
    case.home.condominium.save()
    return case


@pytest.fixture
def client(case):
    return sign_in(joins(case, "council"))


def looked_at(client, case, text):
    return client.post(address("bills_preview", case), {"file": SimpleUploadedFile("factures.csv", text.encode())})


def imported(client, case, answer, **more):
    token = answer.context["form"].initial["token"]
    return client.post(address("bills_import", case), {"token": token} | more, follow=True)


def test_the_council_looks_at_a_table_then_imports_it(client, case):
    answer = looked_at(client, case, TABLE)
    assert ("Ce que ce tableau ajouterait" in answer.text, EnergyBill.objects.count()) == (True, 0)
    assert "2 factures importées" in imported(client, case, answer).text.replace("\xa0", " ")
    kept = EnergyBill.objects.get(year__starts_on="2019-01-01")
    assert (str(kept.quantity), kept.cents, kept.unit) == ("690000.50", 4_830_020, "kWh PCS")


def test_wrong_lines_are_said_one_by_one_and_nothing_is_imported(client, case):
    answer = looked_at(client, case, TABLE + "2019;Chauffage;Charbon de bois;3;t;200\n")
    assert (answer.status_code, "anomalie" in answer.text, "Charbon de bois" in answer.text) == (422, True, True)
    assert not EnergyBill.objects.exists()


def test_a_value_that_surprises_asks_for_an_answer_first(client, case):
    answer = looked_at(client, case, TABLE.replace("700 000", "70 000 000"))
    assert "Ces valeurs surprennent" in answer.text
    assert "Répondez d’abord aux questions" in imported(client, case, answer).text
    assert not EnergyBill.objects.exists()
    imported(client, case, answer, sure="on")
    assert EnergyBill.objects.count() == 2


def test_what_is_no_table_is_refused_in_words(client, case):
    answer = looked_at(client, case, "\x00\x01\x02")
    assert (answer.status_code, "Rien" in answer.text or "tableau" in answer.text) == (422, True)
    assert client.post(address("bills_preview", case), {}).status_code == 422


@pytest.mark.parametrize("role", ["owner", "syndic", "architect", "tenant"])
def test_the_others_import_nothing(case, role):
    other = sign_in(joins(case, role))
    assert looked_at(other, case, TABLE).status_code == 404
    assert other.post(address("bills_import", case), {"token": "x"}).status_code == 404


def test_the_table_of_somebody_else_is_not_imported(client, case):
    answer = looked_at(client, case, TABLE)
    second = sign_in(joins(case, "referent"))
    assert "déposez-le de nouveau" in imported(second, case, answer).text
    assert not EnergyBill.objects.exists()


@pytest.mark.parametrize("role", ["president", "owner", "syndic"])
def test_who_reads_the_bills_reads_the_references_and_prints(client, case, role):
    imported(client, case, looked_at(client, case, TABLE))
    reader = sign_in(joins(case, role))
    assert "un immeuble efficace" in reader.get(address("bills", case)).text
    answer = reader.get(address("bills_report", case))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_tenant_prints_nothing(client, case):
    imported(client, case, looked_at(client, case, TABLE))
    assert sign_in(joins(case, "tenant")).get(address("bills_report", case)).status_code == 404


def test_without_a_bill_nothing_is_printed(client, case):
    shown = client.get(address("bills_report", case), follow=True)
    assert "au moins une facture complète" in shown.text
