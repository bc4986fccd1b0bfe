"""The desk: writing and calling off an event, attendance, cases opened, and who may not."""

import datetime as dt

import pytest
from django.utils import timezone

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases.models import Case, Entry
from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.events.models import Event, Registration
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.territories.models import Commune, Organisation

from .factories import EventFactory, RegistrationFactory

DESK = "/bureau/evenements/"
SOON = timezone.now() + dt.timedelta(days=30)


@pytest.fixture
def advisor(cast, login):
    StageFactory()
    return login(cast.advisor)


def described(**changes) -> dict:
    day = f"{SOON:%Y-%m-%d}"
    return {
        "kind": "workshop",
        "title": "Atelier isolation",
        "audience": "houses",
        "organisation": Organisation.objects.get(name="Guichet de la métropole").pk,
        "starts_at": f"{day}T18:30",
        "ends_at": f"{day}T20:00",
        "place": "Médiathèque",
        "with_registration": "on",
        "capacity": "12",
    } | changes


def text_of(answer) -> str:
    return answer.content.decode()


def address(event, part: str = "") -> str:
    return f"{DESK}{event.pk}/{part}"


def test_an_event_is_written_as_a_draft_then_published(advisor, client):
    page = advisor.post(f"{DESK}nouveau/", described())
    event = Event.objects.get()
    assert page.headers["Location"] == address(event)
    assert (event.status, event.capacity) == ("draft", 12)
    advisor.post(address(event, "publier/"))
    assert "Atelier isolation" in text_of(client.get("/evenements/"))


def test_hours_are_those_of_the_territory(advisor, toulouse):
    toulouse.time_zone = "Indian/Reunion"
    toulouse.save()
    advisor.post(f"{DESK}nouveau/", described(starts_at="2027-01-28T18:30", ends_at="2027-01-28T20:00"))
    assert Event.objects.get().starts_at == dt.datetime(2027, 1, 28, 14, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"ends_at": f"{SOON:%Y-%m-%d}T17:00"}, "La fin vient après le début"),
        ({"starts_at": "2093-01-28T18:30"}, "Vérifiez l&#x27;année"),
        ({"starts_at": "2027-03-28T02:30", "ends_at": "2027-03-28T05:00"}, "fuseau horaire"),
        ({"capacity": "0"}, "entre 1 et 20000"),
        ({"capacity": "beaucoup"}, "doit être un nombre"),
        ({"place": ""}, "Dites où l&#x27;on vient"),
        ({"video_url": "javascript:alert(1)", "place": ""}, "URL"),
        ({"closes_at": "2092-01-01T10:00"}, "avant la fin de l&#x27;événement"),
    ],
)
def test_an_event_that_cannot_be_gets_a_sentence(advisor, changes, sentence):
    answer = advisor.post(f"{DESK}nouveau/", described(text="Venez nombreux", **changes))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Venez nombreux" in text_of(answer)
    assert not Event.objects.exists()


def test_an_event_cannot_be_given_to_an_organisation_one_does_not_work_for(advisor):
    other = Organisation.objects.get(name="Association énergie")
    assert advisor.post(f"{DESK}nouveau/", described(organisation=other.pk)).status_code == 422


def test_fewer_places_than_given_are_refused_and_more_are_given_at_once(advisor):
    event = EventFactory(capacity=2, seats_taken=2)
    RegistrationFactory.create_batch(2, event=event)
    waiting = RegistrationFactory(event=event, standing="waiting")
    assert advisor.post(address(event, "modifier/"), described(capacity="1")).status_code == 422
    advisor.post(address(event, "modifier/"), described(capacity="3"))
    waiting.refresh_from_db()
    assert waiting.standing == "registered"


def test_another_date_is_told_to_who_comes(advisor):
    row = RegistrationFactory()
    advisor.post(address(row.event, "modifier/"), described())
    assert OutgoingMail.objects.get(kind="events.moved").recipient == row.email


def test_calling_off_writes_to_everybody_and_stays_readable(advisor, client):
    event = EventFactory()
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, standing="waiting")
    RegistrationFactory(event=event, standing="cancelled")
    assert advisor.post(address(event, "annuler/"), {"reason": ""}).status_code == 422
    advisor.post(address(event, "annuler/"), {"reason": "La salle est inondée."})
    assert OutgoingMail.objects.filter(kind="events.cancelled", text__contains="inondée").count() == 2
    assert "La salle est inondée." in text_of(client.get(f"/evenements/{event.pk}/"))


def test_attendance_is_marked_and_somebody_who_just_came_is_written_down(advisor):
    event = EventFactory(past=True)
    came, away = RegistrationFactory(event=event), RegistrationFactory(event=event)
    advisor.post(address(event, "presence/"), {str(came.pk): "present", str(away.pk): "absent", "x": "present"})
    given = {"last_name": "Pons", "seats": "1", "consent": "on", "on_the_spot": "on"}
    assert advisor.post(address(event, "inscrire/"), given).headers["Location"] == address(event, "presence/")
    found = dict(Registration.objects.values_list("last_name", "attendance").order_by("created_at"))
    assert found["Pons"] == "present"
    assert list(Registration.objects.filter(last_name="Cazalbou").values_list("attendance", flat=True)) == [
        "present",
        "absent",
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "draft"}, "Publiez d"),
        ({"status": "cancelled", "cancel_reason": "Grève"}, "est annulé"),
        ({"past": True}, "cochez « Venue sur place"),
    ],
)
def test_nobody_is_signed_up_for_what_is_not_announced_or_over(advisor, fields, sentence):
    given = {"last_name": "Pons", "seats": "1", "consent": "on"}
    answer = advisor.post(address(EventFactory(**fields), "inscrire/"), given)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Registration.objects.exists()


def test_the_sheet_to_sign_is_a_tagged_pdf(advisor):
    row = RegistrationFactory()
    answer = advisor.get(address(row.event, "presence.pdf"))
    assert answer.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in answer.content or b"pdfuaid" in answer.content


def test_a_case_is_opened_in_one_click_and_counted(advisor, cast):
    event = EventFactory(past=True)
    row = RegistrationFactory(event=event, town="Cugnaux", question="Et le bruit ?", attendance="present")
    advisor.post(address(event, f"inscrits/{row.pk}/dossier/"))
    case = Case.objects.get()
    assert "Et le bruit ?" in case.request
    assert (case.advisor, case.home.commune.name) == (cast.advisor, "Cugnaux")
    row.refresh_from_db()
    assert row.case == case
    assert "<dt>Dossiers ouverts</dt><dd>1</dd>" in text_of(advisor.get(address(event)))


def test_a_council_met_at_an_event_gets_the_case_of_its_condominium(advisor):
    StageFactory(project_kind="condominium")
    event = EventFactory(past=True, audience="condominiums")
    row = RegistrationFactory(event=event, town="Cugnaux")
    assert 'value="condominium"' in text_of(advisor.get(address(event)))
    advisor.post(address(event, f"inscrits/{row.pk}/dossier/"), {"nature": "condominium"})
    case = Case.objects.get()
    assert (case.project_kind, case.participants.get().role) == ("condominium", "council")


def test_at_an_evening_for_councils_the_case_proposed_is_not_the_house(advisor):
    person = PersonFactory(email="yvette@example.org")
    CaseFactory(person=person)
    row = RegistrationFactory(event=EventFactory(audience="condominiums"), email="yvette@example.org")
    assert "Relier à" not in text_of(advisor.get(address(row.event)))
    site = CaseFactory(project_kind="condominium", person=person)
    assert f"Relier à {site.number}" in text_of(advisor.get(address(row.event)))


def test_a_kind_of_project_without_stages_is_said_and_opens_nothing(advisor):
    row = RegistrationFactory()
    asked = address(row.event, f"inscrits/{row.pk}/dossier/"), {"nature": "condominium"}
    assert "ne sont pas réglées" in text_of(advisor.post(*asked, follow=True))
    assert not Case.objects.exists()


def test_a_second_click_opens_nothing_more(advisor):
    row = RegistrationFactory()
    for _ in range(2):
        advisor.post(address(row.event, f"inscrits/{row.pk}/dossier/"))
    assert Case.objects.count() == 1


def test_somebody_known_is_not_written_twice(advisor, cast):
    person = PersonFactory(
        email="yvette@example.org",
        organisation=Organisation.objects.get(ademe_id="31-TM-01", kind="metropole", name="Guichet de la métropole"),
    )
    row = RegistrationFactory(email="yvette@example.org")
    advisor.post(address(row.event, f"inscrits/{row.pk}/dossier/"))
    assert Person.objects.get() == person


def test_a_registrant_with_a_case_is_linked_to_it_and_the_case_says_so(advisor):
    case = CaseFactory(person__email="yvette@example.org")
    row = RegistrationFactory(email="yvette@example.org")
    assert f"Relier à {case.number}" in text_of(advisor.get(address(row.event)))
    advisor.post(address(row.event, f"inscrits/{row.pk}/relier/"))
    row.refresh_from_db()
    assert (row.case, row.case_opened) == (case, False)
    assert Entry.objects.filter(case=case, title="Venue à un événement").exists()


def test_the_case_of_another_organisation_is_neither_shown_nor_linked(advisor):
    association = Organisation.objects.get(name="Association énergie")
    case = CaseFactory(organisation=association, person__email="yvette@example.org")
    row = RegistrationFactory(email="yvette@example.org")
    assert case.number not in text_of(advisor.get(address(row.event)))
    assert advisor.post(address(row.event, f"inscrits/{row.pk}/relier/")).status_code == 404
    row.refresh_from_db()
    assert row.case is None


@pytest.mark.parametrize("part", ["", "modifier/", "annuler/", "inscrire/", "presence/", "presence.pdf"])
def test_the_registrants_of_another_organisation_are_unknown(cast, login, part):
    row = RegistrationFactory()
    client = login(cast.other_organisation)
    before = AuditEvent.objects.count()
    assert client.get(address(row.event, part)).status_code == 404
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("part", ["publier/", "annuler/", "inscrits/{row}/dossier/", "inscrits/{row}/desister/"])
def test_nothing_is_written_on_the_event_of_another_organisation_or_territory(cast, login, part):
    row = RegistrationFactory(event__status="draft")
    path = address(row.event, part.format(row=row.pk))
    assert login(cast.other_organisation).post(path, {"reason": "x"}).status_code == 404
    assert login(cast.stranger, host="foix.localhost").post(path, {"reason": "x"}).status_code == 404
    row.refresh_from_db()
    assert (row.standing, row.case, row.event.status) == ("registered", None, "draft")


def test_a_line_is_looked_up_inside_its_event(advisor):
    """The parent is one's own, the child is not: the commonest hole."""
    own = EventFactory()
    foreign = RegistrationFactory(event__organisation=Organisation.objects.get(name="Association énergie"))
    assert advisor.post(address(own, f"inscrits/{foreign.pk}/dossier/")).status_code == 404
    assert not Case.objects.exists()


def test_who_funds_reads_figures_and_no_count_below_five(cast, login):
    event = EventFactory(past=True, capacity=None)
    RegistrationFactory.create_batch(3, event=event, attendance="present", town="Cugnaux")
    page = text_of(login(cast.funder).get(f"{DESK}bilan/", {"start": "2020-01-01", "end": "2099-12-31"}))
    assert "moins de 5" in page
    assert ">3<" not in page
    assert login(cast.funder).get(address(event)).status_code == 403


def test_who_runs_them_reads_every_figure_and_takes_the_table(cast, login):
    event = EventFactory(past=True, capacity=None, title="=1+1")
    RegistrationFactory.create_batch(3, event=event, attendance="present")
    client, period = login(cast.manager), {"start": "2020-01-01", "end": "2099-12-31"}
    assert text_of(client.get(f"{DESK}bilan/", period)).count('<td class="n">3</td>') == 4
    table = b"".join(client.get(f"{DESK}bilan/", period | {"format": "csv"}).streaming_content).decode()
    assert "'=1+1;Réunion publique" in table


def test_the_household_sees_its_coming_events_in_its_space(cast, login):
    case = CaseFactory(person__user=cast.household)
    RegistrationFactory(email=cast.household.email, event__title="Atelier isolation")
    RegistrationFactory(email="autre@example.org", event__title="Stand au marché")
    page = text_of(login(cast.household).get(f"/espace/{case.pk}/"))
    assert "Atelier isolation" in page
    assert "Stand au marché" not in page


def test_what_came_of_it_is_read_once_the_event_is_past(advisor, client):
    event = EventFactory(past=True)
    advisor.post(address(event, "suites/"), {"outcome": "Six copropriétés ont pris rendez-vous."})
    assert "Six copropriétés" in text_of(client.get(f"/evenements/{event.pk}/"))


def test_communes_of_the_list_are_those_served(advisor):
    assert Commune.objects.filter(name="Cugnaux").exists()
    assert ">Cugnaux<" in text_of(advisor.get(f"{DESK}nouveau/"))
