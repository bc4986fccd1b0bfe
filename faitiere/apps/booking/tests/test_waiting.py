"""Who finds no slot waits for one, told first when one is freed, once a day, until it books, leaves or it is over."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.audit.actions import apply_retention, erase
from faitiere.apps.audit.rights import export
from faitiere.apps.booking.actions import (
    Given,
    Waiter,
    book,
    cancel,
    changing,
    close_reason,
    hold,
    open_hours,
    save_rules,
    wait_for_earlier,
    wait_for_place,
)
from faitiere.apps.booking.models import Appointment, TextMessage, WaitingRequest
from faitiere.apps.booking.reading import Wanted
from faitiere.apps.booking.tokens import LEAVE, sign_waiting
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.territories.models import Commune
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import ReasonFactory, monday
from .test_desk import fields_of
from .test_public import IDENTITY

ROSALIE = {"name": "Rosalie Vidal", "email": "Rosalie@example.org", "phone": "", "consent": "on"}


@pytest.fixture
def asked(guichet):
    """What the second screen was asked: Cugnaux, first exchange, by phone."""
    return f"?commune=31270&motif={guichet.reason.pk}&maniere=phone"


@pytest.fixture
def join(client, asked):
    """`join(name="…")`: Rosalie's form, sent."""
    return lambda **change: client.post(f"/rendez-vous/attendre/{asked}", ROSALIE | change)


@pytest.fixture
def waits(visitor, wanted, toulouse):
    """`waits("odile")`: somebody on the list, by mail."""

    def _waits(name: str, *, phone: str = "") -> WaitingRequest:
        who = Waiter(name=name.title(), email="" if phone else f"{name}@example.org", phone=phone)
        commune = Commune.objects.get(name="Cugnaux")
        return wait_for_place(actor=visitor, wanted=wanted, commune=commune, who=who)

    return _waits


def told(kind: str = "booking.freed") -> list[str]:
    mails = OutgoingMail.objects.filter(kind=kind).order_by("created_at", "pk")
    return list(mails.values_list("recipient", flat=True))


def link_to(who: str, kind: str = "booking.freed", name: str = "place-libre") -> str:
    mail = OutgoingMail.objects.get(kind=kind, recipient=who)
    return re.search(rf"(/rendez-vous/{name}/\S+)", mail.text).group(1)


def test_with_nothing_free_the_screen_offers_to_wait(client, guichet, asked):
    guichet.opening.delete()
    page = client.get(f"/rendez-vous/creneaux/{asked}").content.decode()
    assert "Aucun créneau libre" in page
    link = re.search(r'href="(/rendez-vous/attendre/[^"]+)"', page).group(1).replace("&amp;", "&")
    assert "Cugnaux" in client.get(link).content.decode()


def test_with_slots_free_a_link_is_there_too(client, asked):
    page = client.get(f"/rendez-vous/creneaux/{asked}").content.decode()
    assert "Être prévenu si une place se libère" in page


def test_joining_keeps_where_to_tell_and_confirms_by_mail(client, join, guichet):
    answer = join()
    assert answer.status_code == 200
    assert "C’est noté" in answer.content.decode()
    waiting = WaitingRequest.objects.get()
    assert (waiting.name, waiting.email, waiting.phone) == ("Rosalie Vidal", "rosalie@example.org", "")
    assert (waiting.reason, waiting.organisation, waiting.way) == (guichet.reason, guichet.organisation, "phone")
    assert waiting.consent_text.startswith("J'accepte")
    # The reason of the factory is open 60 days ahead.
    assert waiting.ends_at - waiting.joined_at == dt.timedelta(days=60)
    assert told("booking.waiting") == ["rosalie@example.org"]


def test_asking_again_keeps_the_first_and_says_the_same(join):
    join()
    again = join(name="Quelqu'un d'autre", email="rosalie@example.org")
    assert again.status_code == 200
    assert "C’est noté" in again.content.decode()
    assert WaitingRequest.objects.get().name == "Rosalie Vidal"
    assert told("booking.waiting") == ["rosalie@example.org"]


def test_the_same_phone_is_the_same_person(waits):
    assert waits("odile", phone="+33639984512")
    assert waits("bernard", phone="+33639984512") is None


def test_one_may_wait_for_another_reason_too(client, join, guichet):
    other = ReasonFactory(name="Relire mes devis")
    join()
    client.post(f"/rendez-vous/attendre/?commune=31270&motif={other.pk}&maniere=phone", ROSALIE)
    assert WaitingRequest.objects.count() == 2


def test_a_request_that_is_over_is_asked_anew(waits):
    old = waits("odile")
    WaitingRequest.objects.update(
        joined_at=timezone.now() - dt.timedelta(days=61), ends_at=timezone.now() - dt.timedelta(days=1)
    )
    assert waits("odile").pk != old.pk
    assert WaitingRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "attend une réponse"),
        ({"email": ""}, "attend une réponse"),
        ({"email": "rosalie"}, "e-mail"),
        ({"consent": ""}, "Sans votre accord"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(change, sentence, join):
    answer = join(**change)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Rosalie" in page or change.get("name") == ""
    assert not WaitingRequest.objects.exists()


def test_without_a_gateway_a_phone_is_not_asked(client, asked, join, settings):
    assert 'name="phone"' not in client.get(f"/rendez-vous/attendre/{asked}").content.decode()
    settings.SMS_GATEWAY = "http://127.0.0.1:9/sms"
    assert 'name="phone"' in client.get(f"/rendez-vous/attendre/{asked}").content.decode()
    assert "Donnez une adresse e-mail ou un téléphone" in join(email="").content.decode()
    assert "téléphone" in join(email="", phone="12").content.decode()
    assert not WaitingRequest.objects.exists()


def test_a_robot_does_not_join(join):
    assert join(website="https://spam.example").status_code == 302
    assert not WaitingRequest.objects.exists()


def test_one_visitor_joins_ten_times_an_hour(join):
    answers = [join(email=f"rosalie{rank}@example.org").status_code for rank in range(11)]
    assert answers == [200] * 10 + [429]
    assert WaitingRequest.objects.count() == 10


def test_a_commune_of_elsewhere_is_explained(client, guichet):
    answer = client.post(f"/rendez-vous/attendre/?commune=Foix&motif={guichet.reason.pk}", ROSALIE)
    assert answer.status_code == 422
    assert not WaitingRequest.objects.exists()


def test_closed_online_nobody_joins(client, asked, visitor):
    save_rules(actor=visitor, fields={"online": False, "holiday_zone": "metropole", "video_address": ""})
    assert client.get(f"/rendez-vous/attendre/{asked}").status_code == 302


def test_a_freed_slot_is_told_to_who_waits(client, appointment, visitor, waits):
    waits("odile")
    cancel(actor=visitor, appointment=appointment)
    assert told() == ["odile@example.org"]
    assert WaitingRequest.objects.get().told_at is not None
    page = client.get(link_to("odile@example.org")).content.decode()
    assert "Prendre ce créneau" in page
    assert Appointment.objects.filter(status="held").count() == 0


def test_the_link_holds_the_slot_and_the_booking_ends_the_waiting(client, appointment, visitor, waits):
    waits("rosalie")
    freed = appointment.starts_at
    cancel(actor=visitor, appointment=appointment)
    link = link_to("rosalie@example.org")
    identity = client.post(link).headers["Location"]
    held = Appointment.objects.get(status="held")
    assert held.starts_at == freed
    assert WaitingRequest.objects.exists()
    client.post(identity, IDENTITY)
    assert Appointment.objects.get(pk=held.pk).status == "booked"
    assert not WaitingRequest.objects.exists()
    answer = client.get(link)
    assert answer.status_code == 410
    assert "plus sur la liste d’attente" in answer.content.decode()


def test_the_second_to_click_is_told_and_stays_on_the_list(client, appointment, visitor, waits, wanted, choose):
    waits("odile")
    cancel(actor=visitor, appointment=appointment)
    hold(actor=visitor, chosen=choose(), wanted=wanted)
    answer = client.post(link_to("odile@example.org"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Quelqu’un a été plus rapide" in page
    slots = re.search(r'href="(/rendez-vous/creneaux/[^"]+)"', page).group(1).replace("&amp;", "&")
    assert client.get(slots).status_code == 200
    assert WaitingRequest.objects.exists()


def test_new_hours_are_told_to_everybody_who_waits(client, guichet, visitor, waits):
    names = [f"odile{rank}" for rank in range(12)]
    for name in names:
        waits(name)
    fields = fields_of(guichet.opening, ways=["place"], starts_on=monday())
    guichet.opening.delete()
    open_hours(actor=visitor, fields=fields)
    assert told() == []
    open_hours(actor=visitor, fields=fields | {"ways": ["phone"], "start": dt.time(14), "end": dt.time(17)})
    assert set(told()) == {f"{name}@example.org" for name in names}
    assert client.post(link_to("odile0@example.org")).status_code == 302
    assert timezone.localtime(Appointment.objects.get().starts_at).hour == 14


def test_nobody_is_told_twice_a_day(appointment, visitor, waits, wanted, choose):
    waits("odile")
    cancel(actor=visitor, appointment=appointment)
    case = CaseFactory(person=PersonFactory(first_name="Bernard", email="bernard@example.org", phone=""))
    again = book(actor=visitor, held=hold(actor=visitor, chosen=choose(), wanted=wanted), given=Given(case=case))
    cancel(actor=visitor, appointment=again)
    assert told() == ["odile@example.org"]
    WaitingRequest.objects.update(told_at=timezone.now() - dt.timedelta(days=1, minutes=1))
    again = book(actor=visitor, held=hold(actor=visitor, chosen=choose(), wanted=wanted), given=Given(case=case))
    cancel(actor=visitor, appointment=again)
    assert told() == ["odile@example.org"] * 2


def test_who_has_nothing_is_told_before_who_wants_earlier(
    monkeypatch, cast, guichet, visitor, wanted, choose, appointment, waits
):
    """One person told at once: the one on the list, though the other asked before."""
    monkeypatch.setattr(changing, "_TOLD", 1)
    person = PersonFactory(first_name="Bernard", email="bernard@example.org", phone="")
    case = CaseFactory(person=person, organisation=guichet.organisation, advisor=cast.advisor)
    later = book(actor=visitor, held=hold(actor=visitor, chosen=choose(1), wanted=wanted), given=Given(case=case))
    wait_for_earlier(actor=visitor, appointment=later, waits=True)
    waits("odile")
    cancel(actor=visitor, appointment=appointment)
    assert told() == ["odile@example.org"]
    assert told("booking.offer") == []


def test_another_way_another_reason_or_an_appointment_is_not_told(
    visitor, guichet, appointment, waits, wanted, choose, toulouse
):
    commune = Commune.objects.get(name="Cugnaux")
    home = Wanted(guichet.reason, guichet.organisation, "home")
    other = Wanted(ReasonFactory(name="Relire mes devis"), guichet.organisation, "phone")
    for rank, one in enumerate((home, other)):
        who = Waiter(name="Odile", email=f"odile{rank}@example.org")
        wait_for_place(actor=visitor, wanted=one, commune=commune, who=who)
    person = PersonFactory(first_name="Bernard", email="bernard@example.org", phone="")
    case = CaseFactory(person=person)
    book(actor=visitor, held=hold(actor=visitor, chosen=choose(), wanted=wanted), given=Given(case=case))
    waits("bernard")
    cancel(actor=visitor, appointment=appointment)
    assert told() == []


def test_a_reason_removed_or_a_request_over_is_not_told(visitor, guichet, appointment, waits, client):
    waiting = waits("odile")
    close_reason(actor=visitor, reason=guichet.reason)
    cancel(actor=visitor, appointment=appointment)
    assert told() == []
    assert client.get(f"/rendez-vous/ne-plus-attendre/{sign_waiting(LEAVE, waiting)}/").status_code == 410


def test_by_phone_only_it_is_told_by_text(settings, client, appointment, visitor, waits):
    settings.SMS_GATEWAY = "http://127.0.0.1:9/sms"
    waits("odile", phone="+33639984512")
    cancel(actor=visitor, appointment=appointment)
    message = TextMessage.objects.get(recipient="+33639984512")
    assert message.text.startswith("Un rendez-vous est libre : lundi")
    take, leave = re.findall(r"(/rendez-vous/(?:place-libre|ne-plus-attendre)/[^\s\"]+)", message.text)
    assert client.post(take).headers["Location"].startswith("/rendez-vous/vous/")
    assert client.post(leave).status_code == 200
    assert not WaitingRequest.objects.exists()


def test_leaving_takes_one_button_once(client, waits):
    waits("odile")
    link = link_to("odile@example.org", "booking.waiting", "ne-plus-attendre")
    assert client.get(link).status_code == 200
    assert WaitingRequest.objects.exists()
    assert "Vous n’êtes plus sur la liste" in client.post(link).content.decode()
    assert not WaitingRequest.objects.exists()
    assert client.post(link).status_code == 410


@pytest.mark.parametrize("token", ["inconnu", "eyJ3IjoiMSJ9:1abc:xyz", "a" * 500])
@pytest.mark.parametrize("screen", ["place-libre", "ne-plus-attendre"])
def test_a_guessed_link_opens_nothing(screen, token, client, waits):
    waits("odile")
    answer = client.get(f"/rendez-vous/{screen}/{token}/")
    assert answer.status_code == 410
    assert "Ce lien n’est pas valable" in answer.content.decode()


def test_a_link_is_good_for_its_own_gesture_and_territory_only(client, waits):
    token = sign_waiting(LEAVE, waits("odile"))
    assert client.get(f"/rendez-vous/place-libre/{token}/").status_code == 410
    other_territory()
    answer = client.post(f"/rendez-vous/ne-plus-attendre/{token}/", headers={"host": "foix.localhost"})
    assert answer.status_code == 410
    assert WaitingRequest.objects.exists()


def test_a_slot_freed_elsewhere_is_not_told_here(foix, appointment, visitor, waits):
    with territory_scope(foix.territory):
        wait_for_place(
            actor=foix.visitor,
            wanted=foix.wanted,
            commune=Commune.objects.first(),
            who=Waiter(name="Odile", email="odile@example.org"),
        )
    cancel(actor=visitor, appointment=appointment)
    assert told() == []


def test_the_night_erases_requests_that_are_over(toulouse, waits):
    waits("odile")
    waits("bernard")
    WaitingRequest.objects.filter(name="Odile").update(
        joined_at=timezone.now() - dt.timedelta(days=61), ends_at=timezone.now() - dt.timedelta(minutes=1)
    )
    apply_retention(actor=system_actor(toulouse))
    assert [one.name for one in WaitingRequest.objects.all()] == ["Bernard"]


def test_it_is_in_the_copy_of_a_person_and_goes_with_it(toulouse, waits):
    person = PersonFactory(email="odile@example.org")
    waits("odile")
    [row] = export(person)["attente d'un rendez-vous"]
    assert (row["name"], row["email"]) == ("Odile", "odile@example.org")
    erase(actor=system_actor(toulouse), person=person)
    assert not WaitingRequest.objects.exists()


def test_the_desk_reads_who_waits_and_takes_somebody_off(client, cast, waits):
    client.force_login(cast.advisor)
    assert "attend une place" not in client.get(reverse("booking:agenda")).content.decode()
    waiting = waits("odile")
    assert "attend une place" in client.get(reverse("booking:agenda")).content.decode()
    page = client.get(reverse("booking:waiting")).content.decode()
    assert "odile@example.org" in page
    assert "Pas encore prévenu" in page
    client.post(reverse("booking:waiting_remove", args=[waiting.pk]))
    assert not WaitingRequest.objects.exists()


def test_the_desk_of_another_organisation_sees_nobody(client, cast, waits):
    waiting = waits("odile")
    client.force_login(cast.other_organisation)
    assert "odile@example.org" not in client.get(reverse("booking:waiting")).content.decode()
    assert client.post(reverse("booking:waiting_remove", args=[waiting.pk])).status_code == 404
    assert WaitingRequest.objects.exists()
