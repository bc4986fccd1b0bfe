"""Signing up on the portal: places, waiting list, links, mails, and what is refused."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.audit.actions import erase
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.events import tasks
from faitiere.apps.events.actions import NewRegistration, register
from faitiere.apps.events.models import Event, Registration
from faitiere.apps.events.rules import link_token
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import EventFactory, RegistrationFactory

WHO = {"last_name": "Cazalbou", "first_name": "Yvette", "email": "yvette@example.org", "seats": "1", "consent": "on"}


@pytest.fixture
def sign_up(client, toulouse):
    """`sign_up(event, email=…)`: the form sent; the answer."""
    return lambda event, **changes: client.post(f"/evenements/{event.pk}/inscription/", WHO | changes)


@pytest.fixture
def full(toulouse):
    """An event of two places, both given, the first to Yvette."""
    event = EventFactory(seats_taken=2)
    RegistrationFactory(event=event, email="yvette@example.org")
    RegistrationFactory(event=event, email="gerard@example.org")
    return event


def standings(event) -> dict[str, str]:
    return dict(Registration.objects.filter(event=event).values_list("email", "standing"))


def subjects(email: str) -> list[str]:
    return list(OutgoingMail.objects.filter(recipient=email).order_by("created_at").values_list("subject", flat=True))


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_place_is_given_the_consent_kept_and_a_mail_says_so(sign_up):
    event = EventFactory()
    assert sign_up(event).headers["Location"].endswith("/merci/")
    row = Registration.objects.get()
    assert (row.standing, row.origin) == ("registered", "portal")
    assert "deux ans après" in row.consent_text
    mail = OutgoingMail.objects.get()
    assert link_token(row.pk) in mail.text
    assert Event.objects.get().seats_taken == 1


def test_when_it_is_full_the_next_one_waits_and_is_told(sign_up, full):
    sign_up(full, email="nadine@example.org")
    assert standings(full)["nadine@example.org"] == "waiting"
    assert subjects("nadine@example.org") == ["Vous êtes sur liste d'attente : Rénover sa copropriété"]
    assert Event.objects.get().seats_taken == 2


def test_a_freed_place_goes_to_the_first_of_the_list_with_a_mail(client, sign_up, full):
    for email in ("nadine@example.org", "paul@example.org"):
        sign_up(full, email=email)
    yvette = Registration.objects.get(email="yvette@example.org")
    assert client.post(f"/evenements/inscription/{link_token(yvette.pk)}/").status_code == 302
    found = standings(full)
    assert found["yvette@example.org"] == "cancelled"
    assert (found["nadine@example.org"], found["paul@example.org"]) == ("registered", "waiting")
    assert subjects("nadine@example.org")[-1].startswith("Une place s'est libérée")


def test_a_family_waits_until_there_are_places_for_all_and_lets_one_person_pass(client, sign_up, full):
    sign_up(full, email="famille@example.org", seats="2")
    sign_up(full, email="seul@example.org")
    yvette = Registration.objects.get(email="yvette@example.org")
    client.post(f"/evenements/inscription/{link_token(yvette.pk)}/")
    assert standings(full)["famille@example.org"] == "waiting"
    assert standings(full)["seul@example.org"] == "registered"


def test_reading_the_link_withdraws_nothing(client, full):
    yvette = Registration.objects.get(email="yvette@example.org")
    page = client.get(f"/evenements/inscription/{link_token(yvette.pk)}/")
    assert "Je ne viendrai pas" in text_of(page)
    assert standings(full)["yvette@example.org"] == "registered"


def test_withdrawing_twice_frees_one_place(client, full):
    link = f"/evenements/inscription/{link_token(Registration.objects.get(email='yvette@example.org').pk)}/"
    client.post(link)
    client.post(link)
    assert Event.objects.get().seats_taken == 1


@pytest.mark.parametrize("token", ["inconnu", "0" * 32, "0" * 32 + ":abc"])
def test_a_guessed_link_opens_nothing(client, toulouse, token):
    assert client.get(f"/evenements/inscription/{token}/").status_code == 404
    assert client.post(f"/evenements/inscription/{token}/").status_code == 404


def test_the_link_of_another_territory_does_not_exist(client, toulouse):
    row = RegistrationFactory()
    other_territory()
    link = f"/evenements/inscription/{link_token(row.pk)}/"
    assert client.post(link, headers={"host": "foix.localhost"}).status_code == 404
    assert standings(row.event) == {row.email: "registered"}


def test_the_same_address_asking_again_takes_one_place_and_gets_its_mail_again(sign_up):
    event = EventFactory()
    answers = {sign_up(event, email=email).headers["Location"] for email in ("y@example.org", "Y@Example.org")}
    assert len(answers) == 1
    assert Event.objects.get().seats_taken == 1
    assert len(subjects("y@example.org")) == 2


def test_a_thousand_sign_ups_of_one_address_are_one_place_and_few_mails(toulouse):
    event = EventFactory(capacity=500)
    for _ in range(1000):
        register(actor=system_actor(toulouse), event=event, given=NewRegistration("Robot", email="robot@example.org"))
    assert Registration.objects.count() == Event.objects.get().seats_taken == 1
    assert OutgoingMail.objects.count() == 4


def test_one_network_address_is_stopped_after_thirty_sign_ups_an_hour(sign_up):
    event = EventFactory(capacity=None)
    answers = [sign_up(event, email=f"robot{one}@example.org").status_code for one in range(31)]
    assert answers == [302] * 30 + [429]


def test_a_robot_registers_nobody_and_does_not_know_it(sign_up):
    assert sign_up(EventFactory(), website="http://example.org").status_code == 302
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"consent": ""}, "Sans votre accord"),
        ({"email": ""}, "la confirmation y est envoyée"),
        ({"email": "yvette"}, "pas complète"),
        ({"last_name": ""}, "Écrivez votre nom"),
        ({"seats": "40"}, "40"),
        ({"phone": "12"}, "téléphone"),
    ],
)
def test_a_bad_answer_gets_a_sentence_and_keeps_what_was_typed(sign_up, changes, sentence):
    answer = sign_up(EventFactory(), question="Et le bruit ?", **changes)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Et le bruit ?" in text_of(answer)
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"closes_at": timezone.now() - dt.timedelta(days=1)}, "closes"),
        ({"opens_at": timezone.now() + dt.timedelta(days=1)}, "ouvrent"),
        ({"past": True}, "passé"),
        ({"with_registration": False}, "Entrée libre"),
        ({"status": "cancelled", "cancel_reason": "Salle fermée"}, "annulé"),
    ],
)
def test_when_sign_ups_are_not_open_a_sentence_says_why(sign_up, fields, sentence):
    answer = sign_up(EventFactory(**fields))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Registration.objects.exists()


def test_a_draft_does_not_exist_on_the_portal(client, sign_up):
    event = EventFactory(status="draft")
    assert client.get(f"/evenements/{event.pk}/").status_code == 404
    assert sign_up(event).status_code == 404


def test_the_database_itself_refuses_one_place_too_many(full):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=full.pk).update(seats_taken=3)


def test_everybody_is_reminded_once_two_days_before(toulouse):
    event = EventFactory(starts_at=timezone.now() + dt.timedelta(hours=40))
    row = RegistrationFactory(event=event)
    RegistrationFactory(event=event, standing="waiting", seats=6)
    tasks.prepare_events.func()
    tasks.prepare_events.func()
    assert list(OutgoingMail.objects.values_list("recipient", "kind")) == [(row.email, "events.reminder")]


def test_nobody_is_reminded_of_an_event_in_a_week(toulouse):
    RegistrationFactory(event=EventFactory(starts_at=timezone.now() + dt.timedelta(days=7)))
    tasks.prepare_events.func()
    assert not OutgoingMail.objects.exists()


def test_the_place_of_somebody_erased_goes_to_who_waits(toulouse, full):
    person = PersonFactory(email="yvette@example.org")
    RegistrationFactory(event=full, email="nadine@example.org", standing="waiting")
    erase(actor=system_actor(toulouse), person=person)
    assert "yvette@example.org" not in standings(full)
    tasks.prepare_events.func()
    assert standings(full)["nadine@example.org"] == "registered"
    assert Event.objects.get().seats_taken == 2


def test_a_registrant_of_one_territory_is_unknown_to_another(full):
    with territory_scope(other_territory()):
        assert not Registration.objects.exists()
