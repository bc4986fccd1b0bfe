import pytest

from faitiere.apps.cases.models import Case, Entry
from faitiere.apps.cases.tests.factories import StageFactory
from faitiere.apps.contacts.models import Consent, Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.territories.tests.factories import CommuneFactory

from .factories import portal_of

REQUEST = {
    "last_name": "Cazalbou",
    "first_name": "Yvette",
    "phone": "06 39 98 14 33",
    "email": "yvette@example.org",
    "commune": "Cugnaux",
    "home_kind": "house",
    "occupancy": "owner_occupier",
    "text": "La maison est froide.",
    "consent": "on",
}


@pytest.fixture
def get(client, toulouse):
    StageFactory()
    return lambda path, **query: client.get(path, query, headers={"host": "localhost"})


@pytest.fixture
def ask(client, toulouse):
    StageFactory()
    return lambda **changes: client.post("/etre-rappele/", REQUEST | changes, headers={"host": "localhost"})


def text_of(answer) -> str:
    return answer.content.decode()


def test_the_home_page_of_a_territory_is_served_on_its_host(get, toulouse):
    portal_of(toulouse)
    page = text_of(get("/"))
    assert "Rénover chez vous" in page
    assert "Lire un devis" in page
    assert get("/actualites/lire-un-devis/").status_code == 200


def test_the_portal_of_one_territory_is_not_served_on_the_host_of_another(client, cast, toulouse):
    portal_of(toulouse)
    assert client.get("/", headers={"host": "foix.localhost"}).status_code == 404


def test_an_unknown_host_is_told_so(client, toulouse):
    answer = client.get("/", headers={"host": "inconnu.localhost"})
    assert answer.status_code == 404
    assert "Aucun guichet" in text_of(answer)


@pytest.mark.parametrize("typed", ["Cugnaux", "cugnaux", "31270", "31157", "cugn"])
def test_the_finder_answers_to_a_name_a_postcode_or_its_beginning(get, typed):
    assert "Guichet de la métropole" in text_of(get("/trouver-mon-conseiller/", q=typed))


def test_the_finder_says_when_the_commune_is_not_served(get):
    CommuneFactory(elsewhere=True)
    assert "n&#x27;est pas desservie" in text_of(get("/trouver-mon-conseiller/", q="Foix"))


def test_asking_for_a_call_opens_a_case_keeps_the_consent_and_confirms(ask):
    assert ask().headers["Location"] == "/etre-rappele/merci/"
    case = Case.objects.get()
    assert (case.origin, case.request, case.advisor) == ("portal", "La maison est froide.", None)
    assert Consent.objects.get().person == Person.objects.get(email="yvette@example.org")
    assert case.number in OutgoingMail.objects.get(recipient="yvette@example.org").text
    assert Entry.objects.filter(case=case, kind="mail", visibility="shared").exists()


def test_the_same_person_asking_again_is_not_written_twice(ask):
    PersonFactory(email="yvette@example.org")
    ask()
    assert Person.objects.count() == 1


def test_without_consent_nothing_is_kept(ask):
    answer = ask(consent="")
    assert answer.status_code == 422
    assert "Sans votre accord" in text_of(answer)
    assert "La maison est froide." in text_of(answer)
    assert not Person.objects.exists()


def test_without_phone_nor_mail_a_sentence_says_what_to_do(ask):
    assert "Donnez un téléphone ou une adresse e-mail" in text_of(ask(phone="", email=""))


def test_a_robot_opens_nothing_and_does_not_know_it(ask):
    assert ask(website="http://example.org").status_code == 302
    assert not Case.objects.exists()


def test_the_form_stops_after_ten_requests_an_hour(ask, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "calls"}}
    answers = [ask().status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def test_aids_are_estimated_without_an_account_and_nothing_is_kept(get):
    query = {"commune": "Cugnaux", "occupancy": "owner_occupier", "household_size": "2", "rfr": "18000"}
    page = text_of(get("/mes-aides/", **query))
    assert "MaPrimeRénov" in page
    assert "pas des promesses" in page
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("household_size", "0", "au moins une personne"),
        ("household_size", "40", "Au-delà de 20 personnes"),
        ("rfr", "1000000000000", "semble trop grand"),
        ("built_year", "soixante", "nombre"),
    ],
)
def test_an_impossible_answer_gets_a_sentence(get, field, value, sentence):
    answer = get("/mes-aides/", **{field: value})
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_an_app_adds_a_line_to_the_public_menu(get, toulouse, settings):
    portal_of(toulouse)
    settings.PORTAL_MENU = [("Rencontres", "events:events")]
    assert "Rencontres" in get("/trouver-mon-conseiller/").text


@pytest.fixture
def council_stage(toulouse):
    return StageFactory(project_kind="condominium")


COUNCIL = {"home_kind": "building", "condominium": "Résidence du Lac"}


def test_a_council_that_asks_to_be_called_opens_the_case_of_its_condominium(ask, council_stage):
    assert ask(**COUNCIL).status_code == 302
    case = Case.objects.get()
    assert (case.project_kind, case.title) == ("condominium", "Résidence du Lac")
    assert (case.participants.get().role, case.next_step) == ("council", "Rappeler le conseil syndical")


def test_a_condominium_without_a_name_is_asked_for_it(ask, council_stage):
    answer = ask(home_kind="building")
    assert answer.status_code == 422
    assert "Donnez le nom ou l’adresse de la copropriété." in text_of(answer)
    assert not Case.objects.exists()


def test_where_condominiums_have_no_stages_yet_the_visitor_is_told(ask):
    answer = ask(**COUNCIL)
    assert answer.status_code == 422
    assert not Person.objects.exists()
