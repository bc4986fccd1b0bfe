"""Four screens without an account nor a script: commune and reason, slot, identity, confirmed."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from faitiere.apps.booking.actions import Chosen, close_reason, hold, save_rules
from faitiere.apps.booking.models import Appointment, Opening
from faitiere.apps.cases.models import Case, Entry
from faitiere.apps.contacts.models import Consent, Person
from faitiere.apps.notifications.models import Notice, OutgoingMail

from .factories import AppointmentFactory, QuestionFactory, ReasonFactory

IDENTITY = {
    "last_name": "Vidal",
    "first_name": "Rosalie",
    "email": "rosalie@example.org",
    "phone": "06 39 98 45 12",
    "home_kind": "house",
    "text": "Deux chambres glaciales.",
    "consent": "on",
}


@pytest.fixture
def asked(guichet):
    """Address of the second screen: Cugnaux, first exchange, by phone."""
    return f"/rendez-vous/creneaux/?commune=31270&motif={guichet.reason.pk}&maniere=phone"


@pytest.fixture
def at_identity(client, asked):
    """The third screen, a slot being held: its address."""
    page = client.get(asked).content.decode()
    value = re.search(r'name="creneau" value="([^"]+)"', page).group(1)
    return client.post(asked, {"creneau": value}).headers["Location"]


def test_the_reasons_are_read_on_the_first_screen(client, guichet):
    page = client.get("/rendez-vous/").content.decode()
    assert "Premier échange, 45 minutes" in page


def test_the_second_screen_says_who_receives_and_when(client, asked, guichet):
    answer = client.get(asked)
    page = answer.content.decode()
    assert f"Pour Cugnaux, votre interlocuteur\N{NO-BREAK SPACE}: {guichet.organisation.name}." in page
    assert "9\u00a0h" in page


def test_a_click_holds_the_slot_and_nothing_else_is_written(at_identity):
    held = Appointment.objects.get()
    assert (held.status, held.case, held.person) == ("held", None, None)
    assert not Case.objects.exists()
    assert not Person.objects.exists()


def test_the_form_opens_the_case_with_the_answers(client, guichet, at_identity):
    question = QuestionFactory(reason=guichet.reason)
    answer = client.post(at_identity, IDENTITY | {f"question-{question.pk.hex}": "Au fioul"})
    assert answer.status_code == 302
    booked, case = Appointment.objects.get(), Case.objects.get()
    assert (booked.status, booked.case, str(booked.person)) == ("booked", case, "Rosalie Vidal")
    assert booked.answers == [{"question": "Quel est votre chauffage ?", "answer": "Au fioul"}]
    assert (case.request, case.advisor) == ("Deux chambres glaciales.", guichet.opening.advisor)
    assert "Au fioul" in Entry.objects.get(kind="meeting").text
    assert Consent.objects.get().source == "Prise de rendez-vous"


def test_the_confirmation_carries_the_calendar_file_and_two_links(client, at_identity):
    client.post(at_identity, IDENTITY)
    mail = OutgoingMail.objects.get(recipient="rosalie@example.org")
    assert "BEGIN:VEVENT" in mail.calendar
    assert "/rendez-vous/deplacer/" in mail.text
    assert "/rendez-vous/annuler/" in mail.text


def test_the_advisor_is_told(client, guichet, at_identity):
    client.post(at_identity, IDENTITY)
    notice = Notice.objects.get(kind="appointment_taken")
    assert notice.user == guichet.opening.advisor
    assert "Premier échange" in notice.text


def test_the_last_screen_says_nothing_of_who_comes(client, at_identity):
    page = client.post(at_identity, IDENTITY, follow=True).content.decode()
    assert "est pris</h1>" in page
    assert "Vidal" not in page
    assert "rosalie" not in page


def test_the_calendar_file_has_the_hour_in_utc(client, at_identity):
    done = client.post(at_identity, IDENTITY).headers["Location"]
    text = client.get(f"{done}rendez-vous.ics").content.decode()
    start = Appointment.objects.get().starts_at
    assert f"DTSTART:{start.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}" in text
    assert "Vidal" not in text


def test_somebody_known_joins_the_case_that_is_going_on(client, guichet, appointment, at_identity):
    person = appointment.person
    client.post(at_identity, IDENTITY | {"last_name": person.last_name, "email": person.email})
    assert Case.objects.count() == 1
    assert Appointment.objects.filter(case=appointment.case).count() == 2


def test_the_same_name_with_another_address_opens_a_case_of_its_own(client, appointment, at_identity):
    client.post(at_identity, IDENTITY | {"last_name": appointment.person.last_name, "email": "autre@example.org"})
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"last_name": ""}, "attend une réponse"),
        ({"phone": ""}, "Donnez le numéro où nous vous appelons."),
        ({"phone": "12"}, "téléphone"),
        ({"consent": ""}, "Sans votre accord"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(change, sentence, client, at_identity):
    answer = client.post(at_identity, IDENTITY | change)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Deux chambres glaciales." in page
    assert Appointment.objects.get().status == "held"


def test_the_slot_lost_on_the_second_screen_gives_the_three_nearest(client, asked, visitor, wanted, choose):
    chosen = choose()
    hold(actor=visitor, chosen=chosen, wanted=wanted)
    answer = client.post(asked, {"creneau": f"{chosen.opening_id}|{chosen.start.isoformat()}"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "vient d’être pris" in page
    nearest = page.split("Rien de ce que vous avez écrit")[1].split("</form>")[0]
    assert nearest.count('name="creneau"') == 3


@pytest.fixture
def lost(at_identity, visitor, wanted):
    """The hold ran out and somebody else took the slot, while the form was being filled."""
    held = Appointment.objects.get()
    Appointment.objects.update(held_until=timezone.now() - dt.timedelta(minutes=1))
    hold(actor=visitor, chosen=Chosen(Opening.objects.get().pk, held.starts_at), wanted=wanted)
    return at_identity


def test_the_slot_lost_on_the_third_screen_keeps_the_form_and_gives_three_others(client, lost):
    answer = client.post(lost, IDENTITY)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert page.count('type="radio" name="creneau"') == 3
    assert "Deux chambres glaciales." in page
    assert "Rosalie" in page


def test_one_of_the_three_is_booked_with_the_same_form(client, lost):
    page = client.post(lost, IDENTITY).content.decode()
    value = re.search(r'name="creneau" id="autre-2" value="([^"]+)"', page).group(1)
    answer = client.post(lost, IDENTITY | {"creneau": value})
    assert answer.status_code == 302
    assert Appointment.objects.get(status="booked").starts_at.isoformat() in value


def test_a_reason_removed_while_somebody_books(client, guichet, visitor, at_identity):
    close_reason(actor=visitor, reason=guichet.reason)
    answer = client.post(at_identity, IDENTITY)
    assert answer.status_code == 410
    assert "n’est plus proposé" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_removed_reason_is_refused_on_the_second_screen(client, guichet, visitor, asked):
    ReasonFactory(name="Relire mes devis")
    close_reason(actor=visitor, reason=guichet.reason)
    answer = client.get(asked)
    assert answer.status_code == 422
    assert "Ce motif n’est plus proposé" in answer.content.decode()


@pytest.mark.parametrize("token", ["inconnu", "eyJhIjoiMSJ9:1abc:xyz", "a" * 500])
@pytest.mark.parametrize("screen", ["vous", "pris", "deplacer", "annuler", "plus-tot"])
def test_a_guessed_link_opens_nothing(screen, token, client, appointment):
    answer = client.get(f"/rendez-vous/{screen}/{token}/")
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "Ce lien n’est pas valable" in page
    assert "Cazalbou" not in page


def test_a_robot_gets_no_appointment(client, at_identity):
    client.post(at_identity, IDENTITY | {"website": "https://spam.example"})
    assert Appointment.objects.get().status == "held"


def test_taking_another_slot_gives_the_first_one_back(client, asked, at_identity):
    page = client.get(asked).content.decode()
    values = re.findall(r'name="creneau" value="([^"]+)"', page)
    client.post(asked, {"creneau": values[-1]})
    assert Appointment.objects.count() == 1


def test_a_robot_that_takes_every_slot_is_stopped(client, asked, guichet):
    """Forty an hour from one address; without its cookie the robot gives nothing back by itself."""
    value = f"{guichet.opening.pk}|2030-01-07T09:00:00+00:00"
    answers = [client.post(asked, {"creneau": value}).status_code for _ in range(41)]
    assert answers == [409] * 40 + [429]


def test_one_address_holds_three_appointments_at_most(client, guichet, at_identity, appointment):
    for days in (4, 5):
        AppointmentFactory(
            reason=guichet.reason,
            organisation=guichet.organisation,
            advisor=guichet.opening.advisor,
            case=appointment.case,
            starts_at=timezone.now() + dt.timedelta(days=days),
        )
    answer = client.post(at_identity, IDENTITY | {"email": appointment.person.email})
    assert answer.status_code == 422
    assert "Trois rendez-vous sont déjà pris" in answer.content.decode()


def test_closed_online_nothing_is_offered(client, asked, visitor):
    save_rules(actor=visitor, fields={"online": False, "holiday_zone": "metropole", "video_address": ""})
    assert "ne se prennent pas en ligne" in client.get("/rendez-vous/").content.decode()
    assert client.get(asked).status_code == 302


def test_a_commune_of_elsewhere_is_explained(client, guichet):
    answer = client.get(f"/rendez-vous/creneaux/?commune=Foix&motif={guichet.reason.pk}")
    assert answer.status_code == 422
    assert "Foix" in answer.content.decode()


def test_the_slots_of_another_territory_are_not_found(client, at_identity):
    """The token of one territory on the host of another."""
    answer = client.get(at_identity, headers={"host": "foix.localhost"})
    assert answer.status_code == 410
