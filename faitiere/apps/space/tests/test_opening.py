"""Opening one's space alone: the address is proven, nothing says whether it is known, cases are found by it."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from faitiere.apps.accounts.models import User
from faitiere.apps.accounts.tests.factories import UserFactory
from faitiere.apps.cases.models import Case, Stage
from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory
from faitiere.apps.contacts.models import Consent, Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.territories.models import Catchment, Commune, ServedCommune
from faitiere.apps.territories.tests.factories import OrganisationFactory

PASSWORD = "un-toit-et-des-tuiles"
SPACE = {"first_name": "Mireille", "last_name": "Estarac", "password": PASSWORD, "again": PASSWORD}


def ask(client, email="mireille@example.org"):
    return client.post("/espace/ouvrir/", {"email": email})


def link_to(email="mireille@example.org") -> str:
    return re.search(r"/espace/ouvrir/\S+", OutgoingMail.objects.get(recipient=email).text).group()


def test_every_address_is_answered_the_same(client, toulouse):
    known = UserFactory(email="connue@example.org")
    CaseFactory(person=PersonFactory(email="suivie@example.org"))
    answers = [ask(client, email) for email in (known.email, "suivie@example.org", "inconnue@example.org")]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(302, "/espace/ouvrir/envoye/")}
    assert not User.objects.filter(email="inconnue@example.org").exists()


def test_an_address_with_an_account_is_told_to_sign_in(client, toulouse):
    UserFactory(email="connue@example.org")
    ask(client, "connue@example.org")
    assert "/compte/login/" in OutgoingMail.objects.get().text


def test_the_household_finds_its_case_by_the_address_of_the_case(client, toulouse):
    case = CaseFactory(person=PersonFactory(email="mireille@example.org", last_name="Estarac"))
    ask(client)
    assert client.post(link_to(), SPACE).headers["Location"] == "/espace/"
    assert client.get("/espace/").headers["Location"] == f"/espace/{case.pk}/"
    assert Person.objects.count() == 1


def test_an_unknown_address_gets_an_empty_space(client, toulouse):
    ask(client)
    client.post(link_to(), SPACE)
    assert "Aucun projet" in client.get("/espace/").content.decode()
    assert Person.objects.get().user.email == "mireille@example.org"


def test_reading_the_link_opens_nothing_and_it_serves_once(client, toulouse):
    ask(client)
    link = link_to()
    assert client.get(link).status_code == 200
    assert not User.objects.exists()
    client.post(link, SPACE)
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("change", ["x", "expired"])
def test_a_link_forged_or_old_is_refused(client, toulouse, change):
    ask(client)
    if change == "x":
        assert client.post(link_to()[:-4] + "abc/", SPACE).status_code == 410
    else:
        with time_machine.travel(timezone.now() + dt.timedelta(hours=25), tick=False):
            assert client.post(link_to(), SPACE).status_code == 410
    assert not User.objects.exists()


def test_a_person_who_has_an_account_is_never_taken_over(client, toulouse):
    owner = UserFactory(email="autre@example.org")
    CaseFactory(person=PersonFactory(user=owner, email="mireille@example.org"))
    ask(client)
    client.post(link_to(), SPACE)
    assert client.get("/espace/").status_code == 200
    assert Person.objects.get(user=owner).user == owner


def test_a_thousand_requests_for_an_address_send_three_mails(client, toulouse):
    for rank in range(9):
        client.post("/espace/ouvrir/", {"email": "mireille@example.org"}, REMOTE_ADDR=f"192.0.2.{rank}")
    assert OutgoingMail.objects.count() == 3


def test_one_address_of_the_network_asks_ten_times_an_hour(client, toulouse):
    codes = [ask(client, f"{rank}@example.org").status_code for rank in range(11)]
    assert codes == [302] * 10 + [429]


def test_a_robot_gets_the_same_answer_and_no_mail(client, toulouse):
    answer = client.post("/espace/ouvrir/", {"email": "a@example.org", "website": "x"})
    assert answer.status_code == 302
    assert not OutgoingMail.objects.exists()


def test_a_weak_password_is_refused_and_the_link_still_serves(client, toulouse):
    ask(client)
    answer = client.post(link_to(), SPACE | {"password": "court", "again": "court"})
    assert answer.status_code == 422
    assert client.get(link_to()).status_code == 200


@pytest.fixture
def served(toulouse):
    """Cugnaux, answered for by the guichet."""
    commune, _ = Commune.objects.get_or_create(
        insee="31157", defaults={"name": "Cugnaux", "postcodes": "|31270|", "search_key": "CUGNAUX"}
    )
    ServedCommune.objects.get_or_create(commune=commune, defaults={"valid_from": dt.date(2024, 1, 1)})
    Catchment.objects.get_or_create(
        commune=commune, project_kind="house", defaults={"organisation": OrganisationFactory()}
    )
    StageFactory()
    return commune


PROJECT = {"commune": "Cugnaux 31270", "home_kind": "house", "text": "Il fait froid.", "consent": "on"}


def test_somebody_without_a_case_opens_its_project(login, served):
    user = UserFactory()
    person = PersonFactory(user=user, email=user.email)
    answer = login(user).post("/espace/nouveau-projet/", PROJECT)
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/espace/{case.pk}/"
    assert case.participants.get().person == person
    assert Consent.objects.get().purpose == "follow_up"


def test_another_project_at_the_address_of_the_first_is_about_the_same_home(login, served):
    user = UserFactory()
    first = CaseFactory(person=PersonFactory(user=user, email=user.email))
    login(user).post("/espace/nouveau-projet/", PROJECT | {"address": "14, ch. du Vieux-Pigeonnier"})
    assert set(Case.objects.filter(home=first.home)) == set(Case.objects.all())
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"consent": ""}, "Sans votre accord"), ({"commune": "Nulleville"}, "Nous ne connaissons pas la commune")],
)
def test_a_project_that_cannot_be_opened_says_why(login, served, change, sentence):
    answer = login(PersonFactory(user=UserFactory()).user).post("/espace/nouveau-projet/", PROJECT | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Case.objects.exists()
    assert Stage.objects.exists()


def test_a_council_opens_the_space_of_its_condominium(login, served):
    StageFactory(project_kind="condominium")
    organisation = Catchment.objects.get(commune=served, project_kind="house").organisation
    Catchment.objects.get_or_create(commune=served, project_kind="condominium", defaults={"organisation": organisation})
    user = PersonFactory(user=UserFactory()).user
    asked = PROJECT | {"home_kind": "building", "condominium": "Résidence du Lac"}
    answer = login(user).post("/espace/nouveau-projet/", asked)
    case = Case.objects.get()
    assert (case.project_kind, case.title, case.participants.get().role) == (
        "condominium",
        "Résidence du Lac",
        "council",
    )
    assert login(user).get(answer.headers["Location"]).status_code == 200


def test_a_condominium_to_open_has_a_name(login, served):
    answer = login(PersonFactory(user=UserFactory()).user).post(
        "/espace/nouveau-projet/", PROJECT | {"home_kind": "building"}
    )
    assert answer.status_code == 422
    assert not Case.objects.exists()
