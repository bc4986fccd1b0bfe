"""Plain answers and corrections: everything may be unknown, each value names its source, each version is kept."""

import pytest
from django.urls import reverse

from faitiere.apps.buildings.models import EnergyDescription
from faitiere.apps.cases.tests.factories import CaseFactory


@pytest.fixture
def case(cast):
    return CaseFactory()


@pytest.fixture
def advisor(cast, login):
    return login(cast.advisor)


def answer(client, case, **typed):
    given = {"commune": "Cugnaux (31270)", "area": "104"} | typed
    return client.post(reverse("studies:answers", args=[case.pk]), given, follow=True)


def test_the_commune_and_the_area_are_enough(advisor, case):
    page = answer(advisor, case).text
    described = EnergyDescription.objects.get()
    assert described.answers == {"area": 104.0, "code_insee": "31157"}
    assert described.result["status"] == "ok"
    assert "Défaut par période" in page


def test_the_kind_of_home_known_of_the_case_is_answered_already(advisor, case):
    case.home.kind = "flat"
    case.home.save(update_fields=["kind"])
    page = advisor.get(reverse("studies:answers", args=[case.pk])).text
    assert '<option value="appartement" selected>' in page


def test_the_details_stay_folded_until_one_is_given(advisor, case):
    folded, given = '<details class="f-card f-data">', '<details class="f-card f-data" open>'
    address = reverse("studies:answers", args=[case.pk])
    assert folded in advisor.get(address).text
    answer(advisor, case, heating_year="2005")
    assert given in advisor.get(address).text


def test_what_is_declared_says_so(advisor, case):
    answer(advisor, case, heating="fioul", year="1974")
    facts = {fact["key"]: fact for fact in EnergyDescription.objects.get().facts}
    assert facts["chauffage"]["source"].startswith("déclaré")
    assert facts["annee"]["shown"] == "1974"


def test_answering_again_makes_a_version_and_keeps_the_first(advisor, case):
    answer(advisor, case, area="104")
    answer(advisor, case, area="92,5")
    first, second = EnergyDescription.objects.order_by("version")
    assert (first.answers["area"], second.answers["area"]) == (104.0, 92.5)
    page = advisor.get(reverse("studies:home", args=[case.pk]), {"version": 1}).text
    assert "conservée telle quelle" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"area": ""}, "Indiquez un nombre, par exemple 104"),
        ({"area": "cent quatre"}, "« Surface habitable » doit être un nombre, par exemple 104"),
        ({"area": "3"}, "doit se trouver entre 5 et 2000"),
        ({"year": "1974,5"}, "doit être un nombre entier"),
        ({"heating": "nucleaire"}, "Sélectionnez un choix valide"),
        ({"commune": "Foix"}, "desservie"),
        ({"commune": "Cugnau"}, "Vouliez-vous dire Cugnaux"),
        ({"heating": "electricite", "hot_water": "avec_chauffage"}, "choisissez un ballon"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_what_was_typed_stays(advisor, case, typed, sentence):
    answered = answer(advisor, case, **typed)
    assert answered.status_code == 422
    assert sentence in answered.text
    assert not EnergyDescription.objects.exists()


@pytest.fixture
def from_dpe(advisor, case, shared_data):
    content = (shared_data / "energy" / "dpe" / "d008.xml.gz").open("rb")
    advisor.post(reverse("studies:upload", args=[case.pk]), {"file": content})
    return EnergyDescription.objects.get()


def test_a_correction_is_signed_dated_and_recomputed(advisor, case, from_dpe):
    advisor.post(reverse("studies:correct", args=[case.pk]), {"toiture_r": "8"})
    corrected = EnergyDescription.objects.order_by("-version").first()
    facts = {fact["key"]: fact["source"] for fact in corrected.facts}
    assert facts["combles"].startswith("corrigé par Inès Delmas le ")
    assert facts["murs"] == "constaté ou documenté"
    # Better insulated, the home loses less: R 8 instead of a bare attic.
    assert corrected.result["losses_w_k"] < from_dpe.result["losses_w_k"]


def test_emptying_a_correction_gives_the_value_of_the_dpe_back(advisor, case, from_dpe):
    advisor.post(reverse("studies:correct", args=[case.pk]), {"toiture_r": "8"})
    advisor.post(reverse("studies:correct", args=[case.pk]), {"toiture_r": ""})
    third = EnergyDescription.objects.order_by("-version").first()
    assert (third.version, third.corrections) == (3, {})
    assert third.result["losses_w_k"] == from_dpe.result["losses_w_k"]


def test_nothing_can_be_corrected_before_the_home_is_described(advisor, case):
    page = advisor.get(reverse("studies:correct", args=[case.pk]), follow=True).text
    assert "il n’y a encore rien à corriger" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Rien n’a changé"),
        ({"toiture_r": "99"}, "doit se trouver entre 0 et 20"),
        ({"chauffage_annee": "2005"}, "indiquez aussi le chauffage"),
    ],
)
def test_a_correction_that_cannot_be_makes_no_version(advisor, case, from_dpe, typed, sentence):
    answered = advisor.post(reverse("studies:correct", args=[case.pk]), typed)
    assert answered.status_code == 422
    assert sentence in answered.text
    assert EnergyDescription.objects.count() == 1
