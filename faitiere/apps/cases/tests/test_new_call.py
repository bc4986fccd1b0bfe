"""Nouvel appel: one form; what is wrong gets a sentence, what was typed stays, a known person is proposed."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.cases.models import Case
from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.territories.models import Catchment, Organisation
from faitiere.apps.territories.tests.factories import CommuneFactory, OrganisationFactory, other_territory
from faitiere.lib.tenancy import territory_scope

pytestmark = pytest.mark.usefixtures("stages")
URL = "/bureau/appel/"


def typed(**fields) -> dict:
    organisation = Organisation.objects.get(name="Guichet de la métropole")
    known = {
        "last_name": "Ortega",
        "phone": "06 39 98 12 07",
        "commune": "cugnaux",
        "home_kind": "house",
        "text": "Devis de pompe à chaleur",
        "origin": "phone",
        "next_step": "Rappeler",
        "next_step_on": (timezone.localdate() + dt.timedelta(days=3)).isoformat(),
        "organisation": str(organisation.pk),
    }
    return known | fields


def test_a_call_opens_a_case_followed_by_the_advisor(desk, cast):
    answer = desk.post(URL, typed())
    case = Case.objects.get()
    assert answer.url == reverse("cases:timeline", args=[case.pk])
    assert (case.advisor, case.home.postcode) == (cast.advisor, "31270")
    assert case.participants.get().person.phone == "+33639981207"


@pytest.mark.parametrize("commune", ["Cugnaux", "31270", "CUGNAUX (31270)", "31270 cugnaux", " cugnaux "])
def test_the_commune_is_understood_in_any_writing(desk, commune):
    desk.post(URL, typed(commune=commune))
    assert Case.objects.get().home.commune.insee == "31157"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("last_name", "", "Écrivez le nom."),
        ("phone", "06 39", "Ce numéro de téléphone est incomplet"),
        ("phone", "", "Notez un téléphone ou une adresse e-mail"),
        ("email", "ortega@", "Cette adresse e-mail est incomplète"),
        ("commune", "", "Écrivez la commune du logement"),
        ("commune", "Foix", "Foix n'est pas desservie par Toulouse Métropole"),
        ("commune", "09000", "Foix n'est pas desservie par Toulouse Métropole"),
        ("commune", "Cugnau", "Vouliez-vous dire Cugnaux (31270)"),
        ("commune", "Xyz", "Nous ne connaissons pas la commune « Xyz »"),
        ("household_size", "0", "Le ménage compte de 1 à 20 personnes"),
        ("household_size", "40", "Le ménage compte de 1 à 20 personnes"),
        ("household_size", "-3", "Le ménage compte de 1 à 20 personnes"),
        ("text", " ", "Notez la demande"),
        ("next_step", "", "un dossier n'attend jamais sans raison"),
        ("next_step_on", "", "Donnez une date."),
        ("next_step_on", "2026-02-31", "Cette date n'existe pas"),
        ("next_step_on", "2020-01-01", "Cette date est passée"),
        ("next_step_on", "2999-01-01", "à plus de cinq ans"),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_nothing_is_lost(desk, field, value, sentence):
    CommuneFactory(elsewhere=True)
    page = desk.post(URL, typed(**{field: value})).content.decode()
    assert sentence in page.replace("&#x27;", "'")
    assert "Devis de pompe à chaleur" in page or field == "text"
    assert not Case.objects.exists()
    assert not Person.objects.exists()


def test_a_phone_already_known_asks_who_it_is(desk, case):
    page = desk.post(URL, typed(phone="06 39 98 14 33")).content.decode()
    assert "Une personne connue a le même téléphone" in page
    assert reverse("cases:timeline", args=[case.pk]) in page
    assert Case.objects.count() == 1


def test_choosing_the_known_person_reuses_it(desk, case):
    yvette = case.participants.get().person
    desk.post(URL, typed(phone="06 39 98 14 33", person_choice=str(yvette.pk)))
    assert Case.objects.count() == 2
    assert Person.objects.get() == yvette


def test_saying_it_is_another_person_makes_a_new_one(desk, case):
    desk.post(URL, typed(phone="06 39 98 14 33", person_choice="autre"))
    assert Person.objects.count() == 2


def test_a_person_out_of_sight_can_neither_be_seen_nor_chosen(desk, cast):
    hidden = CaseFactory(organisation=OrganisationFactory(association=True)).participants.get().person
    fragment = desk.post(reverse("cases:similar"), {"last_name": "Cazalbou", "phone": "0639981433"}).content.decode()
    assert "Cazalbou" not in fragment
    page = desk.post(URL, typed(person_choice=str(hidden.pk))).content.decode()
    assert "dans vos dossiers" in page
    assert Case.objects.count() == 1


@pytest.mark.parametrize("known", [{"last_name": "Kazalbou"}, {"phone": "06399814"}, {"email": "yvette.c"}])
def test_people_already_known_are_proposed_while_typing(desk, case, known):
    fragment = desk.post(reverse("cases:similar"), known).content.decode()
    assert "Yvette Cazalbou" in fragment
    assert case.number in fragment
    assert "<html" not in fragment


def test_another_organisation_that_answers_for_the_commune_is_named(desk):
    association = OrganisationFactory(association=True)
    Catchment.objects.filter(commune_id="31157", project_kind="house").update(organisation=association)
    page = desk.post(URL, typed(), follow=True).content.decode()
    assert "relève de « Association énergie »" in page


def test_the_name_of_another_organisation_cannot_be_used(desk):
    other = OrganisationFactory(association=True)
    desk.post(URL, typed(organisation=str(other.pk)))
    assert not Case.objects.exists()


def test_nothing_is_known_of_another_territory(desk):
    with territory_scope(other_territory()):
        CaseFactory(
            home__commune=CommuneFactory(elsewhere=True),
            organisation=Organisation.objects.get(name="Guichet du Pays de Foix"),
        )
    assert "Cazalbou" not in desk.post(reverse("cases:similar"), {"phone": "0639981433"}).content.decode()


def test_a_call_about_a_building_opens_the_case_of_a_condominium(desk):
    StageFactory(project_kind="condominium", name="Informer")
    desk.post(URL, typed(home_kind="building", condominium="Résidence Beauséjour"))
    case = Case.objects.get(title="Résidence Beauséjour")
    assert (case.project_kind, case.home.condominium.name) == ("condominium", "Résidence Beauséjour")
    assert case.participants.get().role == "council"
