"""Where a meeting takes place, said by the desk; absences and closings, with the appointments they meet."""

import datetime as dt

import pytest
from django.utils import timezone

from faitiere.apps.booking.actions import add_absence, cancel
from faitiere.apps.booking.models import Absence, Appointment
from faitiere.apps.cases.models import Entry
from faitiere.apps.notifications.models import OutgoingMail

from .factories import monday

LINK = "https://visio.example.org/salle-12"


@pytest.fixture
def desk(cast, login, guichet):
    return login(cast.advisor)


@pytest.fixture
def say(desk, appointment):
    """`say(where, way="video")`: the advisor writes where Yvette's appointment takes place."""

    def _say(where: str, way: str = "video"):
        Appointment.objects.filter(pk=appointment.pk).update(way=way, where="")
        return desk.post(f"/bureau/rendez-vous/{appointment.pk}/lieu/", {"where": where})

    return _say


def told() -> list[str]:
    return list(OutgoingMail.objects.filter(kind="booking.where").values_list("text", flat=True))


def test_the_link_of_a_video_meeting_is_written_and_told(say, desk, appointment):
    assert say(LINK).status_code == 302
    assert Appointment.objects.get().where == LINK
    [text] = told()
    assert f"Lien de la visio : {LINK}" in text
    assert "/rendez-vous/annuler/" in text
    assert Entry.objects.filter(title__startswith="Lien de votre rendez-vous", visibility="shared").exists()
    assert LINK in desk.get(f"/bureau/rendez-vous/{appointment.pk}/").content.decode()


def test_a_wrong_address_of_a_visit_is_corrected_and_told(say):
    say("4 rue des Lilas, 31270 Cugnaux", way="home")
    [text] = told()
    assert "Nous venons chez vous : 4 rue des Lilas, 31270 Cugnaux" in text


def test_the_same_said_again_writes_to_nobody(say, desk, appointment):
    say(LINK)
    desk.post(f"/bureau/rendez-vous/{appointment.pk}/lieu/", {"where": LINK})
    assert len(told()) == 1


@pytest.mark.parametrize("where", ["", "salle 12", "javascript:alert(1)", "http://visio.example.org/", "ftp://x.org/a"])
def test_a_link_that_is_not_one_is_explained_and_nothing_leaves(where, say):
    assert say(where).status_code == 422
    assert told() == []


def test_a_meeting_by_phone_or_cancelled_has_no_place_to_say(say, desk, appointment, visitor):
    say("06 39 98 00 00", way="phone")
    cancel(actor=visitor, appointment=Appointment.objects.get())
    say(LINK)
    assert told() == []


def test_the_appointment_of_others_is_not_found(login, cast, appointment):
    for other in (cast.other_organisation, cast.stranger):
        answer = login(other).post(f"/bureau/rendez-vous/{appointment.pk}/lieu/", {"where": LINK})
        assert answer.status_code in {403, 404}
    assert told() == []


def week_of(client) -> str:
    return client.get(f"/bureau/rendez-vous/?jour={monday().isoformat()}").content.decode()


@pytest.fixture
def closing(guichet, visitor):
    """The whole organisation is closed the Monday to come."""
    start = dt.datetime.combine(monday(), dt.time(), timezone.get_current_timezone())
    fields = {"starts_at": start, "ends_at": start + dt.timedelta(days=1), "label": "", "advisor": None}
    return add_absence(actor=visitor, fields=fields | {"organisation": guichet.organisation})


def test_a_closed_organisation_is_shown_in_the_agenda_of_its_advisors(desk, login, cast, closing):
    assert "Structure fermée, toute la journée" in week_of(desk)
    assert "Structure fermée" not in week_of(login(cast.other_organisation))


def test_appointments_that_a_closing_meets_are_listed_to_be_moved(login, cast, appointment, closing):
    page = login(cast.territory_admin).get("/bureau/rendez-vous/horaires/").content.decode()
    assert "Pris pendant cette absence, déplacez-les" in page
    assert f"/bureau/rendez-vous/{appointment.pk}/deplacer/" in page


def test_an_absence_says_at_once_what_it_meets(desk, cast, appointment):
    day = monday().isoformat()
    asked = {"who": f"p-{cast.advisor.pk}", "starts_on": day, "ends_on": day}
    page = desk.post("/bureau/rendez-vous/absences/", asked, follow=True).content.decode()
    assert "1\u00a0rendez-vous tombe dessus" in page
    assert f"/bureau/rendez-vous/{appointment.pk}/deplacer/" in page


def test_an_absence_that_meets_nothing_lists_nothing(desk, cast, appointment):
    """Yvette's is at 9 h: the afternoon meets nothing."""
    day = monday().isoformat()
    asked = {"who": f"p-{cast.advisor.pk}", "starts_on": day, "ends_on": day, "start": "14:00", "end": "17:00"}
    page = desk.post("/bureau/rendez-vous/absences/", asked, follow=True).content.decode()
    assert Absence.objects.exists()
    assert "déplacez-les" not in page
