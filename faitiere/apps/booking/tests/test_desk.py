"""The desk: agenda, an appointment for somebody, hours, absences, reasons; and who may."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from faitiere.apps.booking.actions import change_day, change_hours, end_hours
from faitiere.apps.booking.agenda import monday_of
from faitiere.apps.booking.clock import today_in
from faitiere.apps.booking.models import Absence, Appointment, Opening, Place, Question, Reason
from faitiere.apps.cases.tests.factories import CaseFactory

from .factories import OpeningFactory, QuestionFactory, ReasonFactory, monday


@pytest.fixture
def desk(cast, login, guichet):
    return login(cast.advisor)


@pytest.fixture
def admin(cast, login, guichet):
    return login(cast.territory_admin)


@pytest.fixture
def case(cast, guichet):
    return CaseFactory(advisor=cast.advisor, organisation=guichet.organisation)


def test_the_week_shows_my_appointments(desk, appointment):
    page = desk.get(f"/bureau/rendez-vous/?jour={monday().isoformat()}").content.decode()
    assert "Yvette Cazalbou" in page
    assert "9\u00a0h" in page


def test_from_this_week_the_day_is_today(desk, guichet):
    today = today_in(ZoneInfo("Europe/Paris"), timezone.now())
    last_week = monday_of(today) - dt.timedelta(days=7)
    assert f'href="?vue=jour&amp;jour={today.isoformat()}"' in desk.get("/bureau/rendez-vous/").content.decode()
    page = desk.get(f"/bureau/rendez-vous/?jour={last_week.isoformat()}").content.decode()
    assert f'href="?vue=jour&amp;jour={last_week.isoformat()}"' in page


@pytest.mark.parametrize("query", ["?vue=mois", "?jour=demain", "?conseiller=inconnu", "?jour=2026-02-31"])
def test_an_address_badly_written_shows_this_week(query, desk):
    assert desk.get(f"/bureau/rendez-vous/{query}").status_code == 200


def test_my_day_counts_the_appointments_of_today(desk, guichet, case):
    Appointment.objects.create(
        reason=guichet.reason,
        organisation=guichet.organisation,
        advisor=guichet.opening.advisor,
        calendar=guichet.opening.calendar,
        case=case,
        way="phone",
        status="booked",
        starts_at=timezone.now().replace(hour=11, minute=0),
        ends_at=timezone.now().replace(hour=11, minute=45),
    )
    assert "1\u00a0rendez-vous aujourd’hui" in desk.get("/bureau/").content.decode()


def test_another_organisation_does_not_see_the_appointment(cast, login, appointment):
    other = login(cast.other_organisation)
    assert other.get(f"/bureau/rendez-vous/{appointment.pk}/").status_code == 404
    assert other.post(f"/bureau/rendez-vous/{appointment.pk}/annuler/").status_code == 404
    assert Appointment.objects.get().status == "booked"


def test_another_territory_does_not_either(cast, login, appointment):
    stranger = login(cast.stranger, host="foix.localhost")
    assert stranger.get(f"/bureau/rendez-vous/{appointment.pk}/").status_code == 404


def test_an_advisor_books_for_somebody(desk, guichet, case, free):
    address = f"/bureau/rendez-vous/nouveau/?dossier={case.pk}&motif={guichet.reason.pk}&maniere=phone"
    slot = free(desk=True)[0]
    answer = desk.post(address, {"creneau": f"{slot.source.pk}|{slot.start.isoformat()}"})
    assert answer.status_code == 302
    booked = Appointment.objects.get()
    assert (booked.case, booked.starts_at, booked.online) == (case, slot.start, False)


def test_an_advisor_books_outside_the_hours_but_never_twice(cast, desk, guichet, case):
    address = f"/bureau/rendez-vous/nouveau/?dossier={case.pk}&motif={guichet.reason.pk}"
    asked = {"day": monday().isoformat(), "hour": "18:30", "way": "phone", "advisor": cast.advisor.pk}
    for _ in range(2):
        desk.post(address, asked)
    assert Appointment.objects.count() == 1
    assert Appointment.objects.get().starts_at.astimezone(ZoneInfo("Europe/Paris")).hour == 18


def test_an_hour_that_is_no_quarter_is_explained(cast, desk, guichet, case):
    address = f"/bureau/rendez-vous/nouveau/?dossier={case.pk}&motif={guichet.reason.pk}"
    asked = {"day": monday().isoformat(), "hour": "18:37", "way": "phone", "advisor": cast.advisor.pk}
    answer = desk.post(address, asked)
    assert answer.status_code == 422
    assert "quart d’heure" in answer.content.decode()


def test_the_case_is_found_by_its_number(desk, case):
    answer = desk.post("/bureau/rendez-vous/nouveau/", {"dossier": case.number})
    assert answer.headers["Location"].endswith(f"?dossier={case.pk}")
    refused = desk.post("/bureau/rendez-vous/nouveau/", {"dossier": "99-9999-9999"})
    assert "Aucun dossier en cours" in refused.content.decode()


def test_honoured_is_noted_from_the_desk(desk, past):
    desk.post(f"/bureau/rendez-vous/{past.pk}/suite/", {"suite": "honoured"})
    assert Appointment.objects.get(pk=past.pk).status == "honoured"


def test_the_desk_moves_and_cancels(desk, appointment, free):
    slot = free(desk=True)[-1]
    value = {"creneau": f"{slot.source.pk}|{slot.start.isoformat()}"}
    desk.post(f"/bureau/rendez-vous/{appointment.pk}/deplacer/", value)
    assert Appointment.objects.get().starts_at == slot.start
    desk.post(f"/bureau/rendez-vous/{appointment.pk}/annuler/")
    assert Appointment.objects.get().status == "cancelled"


def hours_asked(guichet, **changes) -> dict:
    known = {
        "advisor": guichet.opening.advisor.pk,
        "organisation": guichet.organisation.pk,
        "starts_on": (monday() + dt.timedelta(days=1)).isoformat(),
        "start": "14:00",
        "end": "17:00",
        "every_weeks": "1",
        "ways": ["phone"],
        "seats": "1",
    }
    return known | changes


def test_an_advisor_opens_hours_of_its_own(desk, guichet):
    assert desk.post("/bureau/rendez-vous/horaires/nouveaux/", hours_asked(guichet)).status_code == 302
    made = Opening.objects.exclude(pk=guichet.opening.pk).get()
    assert made.calendar == made.advisor_id == guichet.opening.advisor_id


def test_an_advisor_does_not_open_those_of_a_colleague(cast, desk, guichet):
    answer = desk.post("/bureau/rendez-vous/horaires/nouveaux/", hours_asked(guichet, advisor=cast.teammate.pk))
    assert answer.status_code == 422
    assert Opening.objects.count() == 1


def test_hours_that_meet_others_are_warned_about(desk, guichet):
    asked = hours_asked(guichet, starts_on=monday().isoformat(), start="11:00", end="13:00")
    page = desk.post("/bureau/rendez-vous/horaires/nouveaux/", asked, follow=True).content.decode()
    assert "Ces horaires en croisent d’autres" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"end": "13:00"}, "La fin est avant le début."),
        ({"start": "14:10"}, "quart d’heure"),
        ({"ways": ["place"]}, "Choisissez le lieu"),
        ({"ends_on": "2020-01-01"}, "Le dernier jour est avant le premier."),
        ({"seats": "0"}, "1"),
        ({"seats": "2"}, "une personne à la fois"),
    ],
)
def test_hours_badly_written_are_explained(changes, sentence, desk, guichet):
    answer = desk.post("/bureau/rendez-vous/horaires/nouveaux/", hours_asked(guichet, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Opening.objects.count() == 1


def test_this_one_only_is_closed(desk, guichet, free):
    day = monday().isoformat()
    desk.post(f"/bureau/rendez-vous/horaires/{guichet.opening.pk}/{day}/", {"closed": "on"})
    assert free() == []
    assert free(day=monday() + dt.timedelta(days=7)) != []


def test_a_day_the_hours_do_not_have_is_not_found(desk, guichet):
    tuesday = (monday() + dt.timedelta(days=1)).isoformat()
    assert desk.get(f"/bureau/rendez-vous/horaires/{guichet.opening.pk}/{tuesday}/").status_code == 404
    assert desk.get(f"/bureau/rendez-vous/horaires/{guichet.opening.pk}/hier/").status_code == 404


def fields_of(opening: Opening, **changes) -> dict:
    names = ("organisation", "advisor", "place", "ways", "every_weeks", "start", "end", "seats", "ends_on")
    return {name: getattr(opening, name) for name in names} | {"reasons": []} | changes


def test_this_and_the_following_change_and_the_days_before_stay(guichet, visitor, free):
    second = monday() + dt.timedelta(days=7)
    change_day(actor=visitor, opening=guichet.opening, day=second + dt.timedelta(days=7), hours=None)
    fields = fields_of(guichet.opening, start=dt.time(14), end=dt.time(15))
    later = change_hours(actor=visitor, opening=guichet.opening, fields=fields, since=second)
    assert len(free()) == 4
    assert [slot.source for slot in free(day=second)] == [later]
    assert free(day=second + dt.timedelta(days=7)) == []


def test_hours_end_from_a_day_on(guichet, visitor, free):
    second = monday() + dt.timedelta(days=7)
    end_hours(actor=visitor, opening=guichet.opening, since=second)
    assert len(free()) == 4
    assert free(day=second) == []


def test_an_absence_of_a_whole_day_is_added_and_removed(cast, desk, free):
    day = monday().isoformat()
    asked = {"who": f"p-{cast.advisor.pk}", "starts_on": day, "ends_on": day, "label": "Formation"}
    desk.post("/bureau/rendez-vous/absences/", asked)
    assert free() == []
    desk.post(f"/bureau/rendez-vous/absences/{Absence.objects.get().pk}/retirer/")
    assert len(free()) == 4


def test_an_absence_that_ends_before_it_begins_is_refused(cast, desk):
    asked = {"who": f"p-{cast.advisor.pk}", "starts_on": "2030-05-02", "ends_on": "2030-05-01"}
    answer = desk.post("/bureau/rendez-vous/absences/", asked)
    assert answer.status_code == 422
    assert not Absence.objects.exists()


def test_the_whole_organisation_closes(admin, guichet, free):
    day = monday().isoformat()
    asked = {"who": f"s-{guichet.organisation.pk}", "starts_on": day, "ends_on": day}
    admin.post("/bureau/rendez-vous/absences/", asked)
    assert free() == []


def test_a_colleague_s_hours_are_not_found(cast, desk, guichet):
    other = OpeningFactory(organisation=guichet.organisation, advisor=cast.teammate)
    assert desk.get(f"/bureau/rendez-vous/horaires/{other.pk}/").status_code == 404
    assert desk.post(f"/bureau/rendez-vous/horaires/{other.pk}/fermer/").status_code == 404
    assert Opening.objects.count() == 2


REASON = {
    "name": "Visite",
    "minutes": "90",
    "gap_minutes": "30",
    "ways": ["home"],
    "audience": "house",
    "notice_hours": "48",
    "horizon_days": "30",
    "online": "on",
}


def test_the_administrator_adds_a_reason_and_its_question(admin):
    admin.post("/territoire/rendez-vous/motifs/nouveau/", REASON)
    reason = Reason.objects.get(name="Visite")
    asked = {"q-label": "Quel chauffage ?", "q-kind": "choice", "q-choices": "Gaz\nFioul\n", "q-required": "on"}
    admin.post(f"/territoire/rendez-vous/motifs/{reason.pk}/questions/", asked)
    assert Question.objects.get().choices == ["Gaz", "Fioul"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": "50"}, "quarts d’heure"),
        ({"name": "premier échange"}, "Un motif porte déjà ce nom."),
        ({"ways": []}, "Cochez au moins une façon"),
        ({"horizon_days": "4000"}, "365"),
    ],
)
def test_a_reason_badly_written_is_explained(changes, sentence, admin):
    answer = admin.post("/territoire/rendez-vous/motifs/nouveau/", REASON | changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Reason.objects.count() == 1


def test_a_manager_sets_the_reasons_of_its_organisation_only(cast, login, guichet):
    manager = login(cast.manager)
    assert manager.get(f"/territoire/rendez-vous/motifs/{guichet.reason.pk}/").status_code == 404
    answer = manager.post("/territoire/rendez-vous/motifs/nouveau/", REASON)
    assert answer.status_code == 422
    manager.post("/territoire/rendez-vous/motifs/nouveau/", REASON | {"organisations": [guichet.organisation.pk]})
    mine = Reason.objects.get(name="Visite")
    assert manager.get(f"/territoire/rendez-vous/motifs/{mine.pk}/").status_code == 200


def test_a_question_is_removed_and_a_reason_closed(admin, guichet):
    question = QuestionFactory(reason=guichet.reason)
    admin.post(f"/territoire/rendez-vous/questions/{question.pk}/retirer/")
    admin.post(f"/territoire/rendez-vous/motifs/{guichet.reason.pk}/supprimer/")
    assert not Question.objects.exists()
    assert Reason.objects.get().closed_at


def test_a_place_is_added_then_closed(admin, guichet):
    asked = {"organisation": guichet.organisation.pk, "name": "Mairie", "address": "1 place de la Mairie"}
    admin.post("/territoire/rendez-vous/lieux/nouveau/", asked)
    admin.post(f"/territoire/rendez-vous/lieux/{guichet.place.pk}/fermer/")
    assert Place.objects.get(name="Mairie").closed_at is None
    assert Opening.objects.get().place is None


def test_the_rules_of_the_territory(admin):
    asked = {"online": "on", "holiday_zone": "reunion", "video_address": "http://visio.example.org"}
    assert admin.post("/territoire/rendez-vous/regles/", asked).status_code == 422
    asked["video_address"] = "https://visio.example.org/{code}"
    assert admin.post("/territoire/rendez-vous/regles/", asked).status_code == 302


def test_a_reason_kept_for_some_advisors_and_organisations(cast, guichet, free):
    guichet.reason.advisors.set([cast.teammate])
    assert free() == []
    guichet.reason.advisors.set([cast.advisor])
    assert len(free()) == 4


def test_hours_kept_for_a_reason(guichet, free):
    guichet.opening.reasons.set([ReasonFactory(name="Relire mes devis")])
    assert free() == []


def test_whoever_left_is_no_longer_offered(guichet, free):
    guichet.opening.advisor.memberships.update(valid_to=dt.date(2025, 1, 1))
    assert free() == []
