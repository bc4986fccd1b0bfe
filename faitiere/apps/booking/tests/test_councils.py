"""The council of a condominium takes an appointment: its condominium gets a case, never its house."""

import re

import pytest

from faitiere.apps.accounts.tests.factories import UserFactory
from faitiere.apps.assemblies.tests.factories import condominium_case
from faitiere.apps.booking.models import Appointment
from faitiere.apps.cases.models import Case, Entry
from faitiere.apps.cases.tests.factories import CaseFactory, ParticipantFactory, StageFactory
from faitiere.apps.contacts.tests.factories import PersonFactory

from .test_public import IDENTITY

COUNCIL = IDENTITY | {"home_kind": "building", "condominium": "Résidence du Lac"}


@pytest.fixture
def identity(client, guichet):
    """`identity(audience)`: the third screen of a reason for these projects, a slot being held."""
    StageFactory(project_kind="condominium")

    def _identity(audience: str = "all") -> str:
        guichet.reason.audience = audience
        guichet.reason.save()
        asked = f"/rendez-vous/creneaux/?commune=31270&motif={guichet.reason.pk}&maniere=phone"
        page = client.get(asked).content.decode()
        value = re.search(r'name="creneau" value="([^"]+)"', page).group(1)
        return client.post(asked, {"creneau": value}).headers["Location"]

    return _identity


def test_a_council_that_books_opens_the_case_of_its_condominium(client, identity):
    client.post(identity(), COUNCIL)
    case = Appointment.objects.get().case
    assert (case.project_kind, case.title, case.home.kind) == ("condominium", "Résidence du Lac", "building")
    assert case.participants.get().role == "council"


def test_a_reason_for_condominiums_asks_for_its_name_only(client, identity):
    address = identity("condominium")
    assert 'name="home_kind"' not in client.get(address).content.decode()
    client.post(address, COUNCIL)
    assert Appointment.objects.get().case.project_kind == "condominium"


def test_a_reason_for_houses_does_not_offer_a_condominium(client, identity):
    address = identity("house")
    assert "copropriété" not in client.get(address).content.decode()
    assert client.post(address, COUNCIL).status_code == 422


@pytest.mark.parametrize("audience", ["all", "condominium"])
def test_a_condominium_without_a_name_is_asked_for_it(audience, client, identity):
    answer = client.post(identity(audience), COUNCIL | {"condominium": ""})
    assert answer.status_code == 422
    assert "Donnez le nom ou l’adresse de la copropriété." in answer.content.decode()
    assert not Case.objects.exists()


@pytest.fixture
def president(guichet):
    """Rosalie has her house followed, and presides the council of her building."""
    person = PersonFactory(last_name="Vidal", first_name="Rosalie", email="rosalie@example.org")
    house = CaseFactory(person=person, organisation=guichet.organisation)
    site = CaseFactory(project_kind="condominium", organisation=guichet.organisation)
    ParticipantFactory(case=site, person=person, role="president", is_main=False)
    return {"house": house, "building": site, "person": person}


@pytest.mark.parametrize("kind", ["house", "building"])
def test_who_has_both_joins_the_one_it_comes_for(kind, client, identity, president):
    client.post(identity(), COUNCIL | {"home_kind": kind})
    taken = Appointment.objects.get()
    assert (taken.case, taken.person) == (president[kind], president["person"])
    assert Case.objects.count() == 2


def test_an_owner_who_sits_on_no_council_there_gets_a_case_of_its_own(client, identity, president):
    president["building"].participants.filter(person=president["person"]).update(role="owner")
    client.post(identity(), COUNCIL)
    assert Appointment.objects.get().case not in (president["building"], president["house"])


@pytest.fixture
def site(cast, toulouse, guichet):
    """A condominium with its space, followed by the organisation that receives."""
    case = condominium_case(cast.actor("advisor", toulouse))
    Case.objects.filter(pk=case.pk).update(organisation=guichet.organisation)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def seat(site, login):
    """`seat(role)`: the browser of somebody who has this role in its space."""

    def _seat(role: str):
        user = UserFactory()
        person = PersonFactory(user=user, last_name=role, email=user.email)
        ParticipantFactory(case=site, person=person, role=role, is_main=False)
        return login(user)

    return _seat


def take(client, site, guichet) -> None:
    address = f"/espace/{site.pk}/rendez-vous/nouveau/?motif={guichet.reason.pk}&maniere=phone"
    value = re.search(r'name="creneau" value="([^"]+)"', client.get(address).content.decode()).group(1)
    confirm = client.post(address, {"creneau": value}).headers["Location"]
    assert client.post(confirm, {"confirmer": "1"}).status_code == 302


@pytest.mark.parametrize("role", ["council", "president", "referent"])
def test_the_council_takes_sees_moves_and_cancels_in_its_space(role, seat, site, guichet, free):
    client = seat(role)
    take(client, site, guichet)
    taken = Appointment.objects.get()
    assert (taken.case, taken.person.last_name) == (site, role)
    home = client.get(f"/espace/{site.pk}/").content.decode()
    assert "Votre prochain rendez-vous" in home
    assert client.get(f"/espace/{site.pk}/rendez-vous/").status_code == 200
    assert f'href="/espace/{site.pk}/rendez-vous/"' in client.get(f"/espace/{site.pk}/plus/").content.decode()
    slot = free()[-1]
    value = {"creneau": f"{slot.source.pk}|{slot.start.isoformat()}"}
    client.post(f"/espace/{site.pk}/rendez-vous/{taken.pk}/deplacer/", value)
    assert Appointment.objects.get().starts_at == slot.start
    client.post(f"/espace/{site.pk}/rendez-vous/{taken.pk}/annuler/")
    assert Appointment.objects.get().status == "cancelled"


@pytest.mark.parametrize("role", ["owner", "syndic", "architect", "tenant", "other"])
def test_nobody_else_in_the_building_sees_or_touches_them(role, seat, site, guichet):
    take(seat("council"), site, guichet)
    client, taken = seat(role), Appointment.objects.get()
    assert "Votre prochain rendez-vous" not in client.get(f"/espace/{site.pk}/").content.decode()
    addresses = ["", "nouveau/", f"{taken.pk}/deplacer/"]
    assert {client.get(f"/espace/{site.pk}/rendez-vous/{one}").status_code for one in addresses} == {404}
    assert client.post(f"/espace/{site.pk}/rendez-vous/{taken.pk}/annuler/").status_code == 404
    assert Appointment.objects.get().status == "booked"


def test_the_line_of_the_timeline_is_for_the_council_only(seat, site, guichet):
    take(seat("council"), site, guichet)
    assert Entry.objects.get(case=site, title__startswith="Rendez-vous").readers == "council"
