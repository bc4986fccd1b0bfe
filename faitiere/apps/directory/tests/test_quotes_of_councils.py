"""The council of a condominium asks for quotes; the other owners know nothing of it."""

import re

import pytest
from django.urls import reverse

from faitiere.apps.accounts.tests.factories import UserFactory
from faitiere.apps.assemblies.tests.factories import condominium_case
from faitiere.apps.cases.models import Entry
from faitiere.apps.cases.tests.factories import ParticipantFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.directory.models import QuoteInvitation, QuoteRequest
from faitiere.apps.notifications.models import OutgoingMail

from .factories import ProfessionalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(cast, toulouse):
    return condominium_case(cast.actor("advisor", toulouse))


@pytest.fixture
def seat(site, login):
    """`seat(role)`: the browser of somebody who has this role in its space."""

    def _seat(role: str):
        user = UserFactory(email=f"{role}@example.org")
        person = PersonFactory(user=user, first_name="", last_name=f"Membre {role}", email=user.email)
        ParticipantFactory(case=site, person=person, role=role, is_main=False)
        return login(user)

    return _seat


@pytest.fixture
def asked(site, seat):
    """The council has asked one professional."""
    council, one = seat("council"), ProfessionalFactory()
    given = {"works": "Isolation des façades", "consent": "on", "professionnel": str(one.pk)}
    answer = council.post(reverse("directory:quotes_ask", args=[site.pk]), given)
    assert answer.status_code == 302
    return council


def test_the_council_asks_and_the_professional_reads_the_works_of_a_building(asked, site):
    request, mail = QuoteRequest.objects.get(case=site), OutgoingMail.objects.get(kind="directory.quote")
    assert (request.works, request.home) == ("Isolation des façades", "Immeuble")
    assert "Le conseil syndical d'une copropriété" in mail.text
    assert "Membre council" not in mail.text


def test_who_accepts_is_given_the_one_who_asked(asked, client):
    link = re.search(r"/annuaire/devis/\S+", OutgoingMail.objects.get(kind="directory.quote").text).group()
    client.post(link, {"accepter": "1"})
    assert "Membre council" in client.get(link).content.decode()


def test_only_the_council_is_told_of_the_answer(asked, seat, client):
    seat("owner")
    link = re.search(r"/annuaire/devis/\S+", OutgoingMail.objects.get(kind="directory.quote").text).group()
    client.post(link, {"accepter": "1"})
    told = set(OutgoingMail.objects.filter(kind="directory.quote_told").values_list("recipient", flat=True))
    assert "council@example.org" in told
    assert "owner@example.org" not in told
    assert set(Entry.objects.filter(title__contains="evis").values_list("readers", flat=True)) == {"council"}


def test_the_council_reads_the_card_and_takes_it_back(asked, site):
    assert "Vos demandes de devis" in asked.get(reverse("space:case", args=[site.pk])).content.decode()
    asked.post(reverse("directory:quotes_withdraw", args=[site.pk]))
    assert QuoteInvitation.objects.get().state == "withdrawn"


@pytest.mark.parametrize("role", ["owner", "syndic", "architect", "tenant"])
def test_nobody_else_in_the_building_asks_nor_sees(role, asked, seat, site):
    client = seat(role)
    assert "Vos demandes de devis" not in client.get(reverse("space:case", args=[site.pk])).content.decode()
    assert client.get(reverse("directory:quotes", args=[site.pk])).status_code == 404
    assert client.post(reverse("directory:quotes_withdraw", args=[site.pk])).status_code == 404
    assert QuoteInvitation.objects.get().state == "sent"
