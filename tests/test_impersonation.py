"""Looking at somebody's screens: for a reason, for a time, without changing anything, in sight of the person."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from faitiere.apps.accounts.middleware import SEEING
from faitiere.apps.accounts.models import Impersonation, Membership
from faitiere.apps.accounts.tests.factories import MembershipFactory
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases.models import Entry
from faitiere.apps.cases.tests.factories import CaseFactory, EntryFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.territories.tests.factories import OrganisationFactory

WHY = {"reason": "Ne trouve pas son devis"}


@pytest.fixture
def case(cast):
    """Yvette's case; she has an account."""
    case = CaseFactory(advisor=cast.advisor)
    Person.objects.update(user=cast.household)
    return case


@pytest.fixture
def address(case):
    return reverse("cases:see_as", args=[case.pk, case.participants.get().pk])


@pytest.fixture
def visitor(cast, login, address):
    """The advisor, looking at Yvette's space."""
    client = login(cast.advisor)
    assert client.post(address, WHY).headers["Location"] == "/accueil/"
    return client


def colleague(user, what="voir-comme") -> str:
    return f"/territoire/comptes/{Membership.objects.get(user=user).pk}/{what}/"


def test_a_reason_is_required(cast, login, address):
    assert login(cast.advisor).post(address, {"reason": " "}).status_code == 422
    assert not Impersonation.objects.exists()


def test_the_space_is_seen_with_a_banner_that_says_so(visitor, case):
    page = visitor.get(f"/espace/{case.pk}/").content.decode()
    assert "Vous voyez les écrans de Yvette Cazalbou" in page
    assert "Ne trouve pas son devis" in page


@pytest.mark.parametrize(
    "path", ["/compte/password/change/", "/compte/2fa/", "/compte/2fa/totp/activate/", "/compte/logout/", "/cms/"]
)
def test_no_credential_is_reached(visitor, path):
    assert visitor.get(path).status_code == 403
    assert visitor.post(path, {"password1": "x"}).status_code == 403


def test_nothing_is_written_in_the_name_of_the_person(visitor, case):
    assert visitor.post(reverse("space:write", args=[case.pk]), {"text": "Bonjour"}).status_code == 403
    assert not Entry.objects.filter(kind="message").exists()


def test_what_the_household_had_not_read_stays_unread(visitor, case):
    entry = EntryFactory(case=case, shared=True)
    visitor.post(reverse("space:seen", args=[case.pk]))
    entry.refresh_from_db()
    assert entry.read_at is None


def test_no_file_leaves(cast, login):
    client, export = login(cast.territory_admin), reverse("steering:export_file", args=["actes"])
    assert login(cast.manager).get(export).status_code == 200
    client.post(colleague(cast.manager), WHY)
    assert client.get("/pilotage/").status_code == 200
    answer = client.get(export)
    assert answer.status_code == 403
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_it_ends_by_itself(visitor, case, settings):
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=settings.IMPERSONATION_MINUTES, seconds=1)):
        assert visitor.get(f"/espace/{case.pk}/").headers["Location"] == "/accueil/"
        assert visitor.get("/bureau/").status_code == 200
    assert SEEING not in visitor.session


def test_one_goes_back_to_oneself_with_one_button(visitor, cast, case):
    assert visitor.post("/ne-plus-voir-comme/").headers["Location"] == f"/bureau/dossiers/{case.pk}/personnes/"
    assert "Bonjour Inès" in visitor.get("/bureau/").content.decode()
    assert Impersonation.objects.get().ended_at is not None


def test_the_household_reads_who_when_and_why(visitor, cast, case, login):
    visitor.get(f"/espace/{case.pk}/")
    page = login(cast.household).get(reverse("space:data", args=[case.pk])).content.decode()
    assert "Inès Delmas (voit comme Yvette Cazalbou)" in page
    assert "« Ne trouve pas son devis »" in page


def test_the_journal_names_who_looked_and_whose_screens(visitor, cast, case):
    visitor.get(f"/espace/{case.pk}/")
    line = AuditEvent.objects.filter(verb="space.read").latest("number")
    assert line.actor_id == cast.advisor.pk
    assert line.details == {"as": str(cast.household.pk)}


def test_only_the_case_in_hand_is_seen(visitor, cast, case):
    other = CaseFactory(organisation=OrganisationFactory(association=True), person=Person.objects.get())
    assert visitor.get(f"/espace/{other.pk}/").status_code == 404
    assert visitor.get("/espace/").headers["Location"] == f"/espace/{case.pk}/"


def test_the_advisor_of_another_organisation_does_not_find_it(cast, login, address):
    assert login(cast.other_organisation).post(address, WHY).status_code == 404
    assert login(cast.funder).post(address, WHY).status_code == 403
    assert not Impersonation.objects.exists()


def test_a_colleague_with_a_project_of_its_own_is_not_seen_as_a_household(cast, login, address):
    MembershipFactory(user=cast.household, role="advisor")
    assert login(cast.advisor).post(address, WHY).status_code == 403


def test_a_manager_sees_as_an_advisor_and_never_above(cast, login):
    client = login(cast.manager)
    assert client.post(colleague(cast.teammate), WHY).status_code == 302
    client.post("/ne-plus-voir-comme/")
    assert client.post(colleague(cast.territory_admin), WHY).status_code == 404
    assert login(cast.teammate).post(colleague(cast.advisor), WHY).status_code == 403


def test_a_manager_never_sees_as_somebody_who_holds_more_elsewhere(cast, login):
    address = colleague(cast.teammate)
    MembershipFactory(user=cast.teammate, organisation=OrganisationFactory(association=True), role="advisor")
    assert login(cast.manager).post(address, WHY).status_code == 403


def test_an_administrator_never_sees_as_another_one(cast, login):
    peer = MembershipFactory(role="territory_admin")
    assert login(cast.territory_admin).post(f"/territoire/comptes/{peer.pk}/voir-comme/", WHY).status_code == 403


def test_the_screens_are_those_of_the_colleague_and_it_reads_who_came(cast, login, case):
    client = login(cast.territory_admin)
    client.post(colleague(cast.other_organisation), WHY)
    assert client.get(f"/bureau/dossiers/{case.pk}/").status_code == 404
    assert client.get("/territoire/journal/").status_code == 403
    page = login(cast.other_organisation).get("/mes-visites/").content.decode()
    assert "Ne trouve pas son devis" in page


def test_a_visit_of_somebody_else_cannot_be_taken(visitor, cast, login, case):
    client = login(cast.teammate)
    session = client.session
    session[SEEING] = str(Impersonation.objects.get().pk)
    session.save()
    assert client.get(f"/espace/{case.pk}/").headers["Location"] == "/accueil/"


def test_a_visit_ends_with_the_access_of_whoever_looks(visitor, cast, case, login):
    login(cast.territory_admin).post(colleague(cast.advisor, "retirer"))
    assert visitor.get(f"/espace/{case.pk}/").headers["Location"].startswith("/compte/login/")
