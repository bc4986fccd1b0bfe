"""Archive, restore with everything, and the clock of what is kept."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.cases import actions, day
from faitiere.apps.cases.models import Case, Document, Entry, Participant, Task
from faitiere.apps.cases.retention import clock_of
from faitiere.apps.cases.rules import Refused, months_after
from faitiere.apps.cases.tests.factories import CaseFactory, EntryFactory, ParticipantFactory, TaskFactory
from faitiere.apps.contacts import actions as contacts
from faitiere.apps.contacts.actions.lists import reachable_from
from faitiere.apps.contacts.criteria import people_of
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import Notice
from faitiere.apps.territories.actions import set_retention
from faitiere.apps.territories.models import RetentionPeriod

TODAY = dt.date(2027, 1, 12)


@pytest.fixture
def platform(toulouse):
    return system_actor(toulouse)


def silent_since(case, day: dt.date, **fields):
    moment = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    Case.objects.filter(pk=case.pk).update(last_contact_at=moment, **fields)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [("2026-01-31", 1, "2026-02-28"), ("2027-11-30", 3, "2028-02-29"), ("2026-12-01", 12, "2027-12-01")],
)
def test_months_end_where_the_calendar_does(day, months, after):
    assert months_after(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(after)


def test_an_archived_case_leaves_lists_and_counters_and_search_finds_it_marked(desk, case):
    assert desk.post(reverse("cases:archive", args=[case.pk])).status_code == 302
    assert desk.get("/bureau/dossiers/compteurs/").context["total"] == 0
    page = desk.get("/bureau/dossiers/?q=Cazalbou").content.decode()
    assert case.title in page
    assert "Archivé" in page


def test_people_of_an_archived_case_leave_the_lists_by_criteria(case, actor):
    given = contacts.NewList("Cugnaux", "", "criteria", {"commune": "31157", "nature": "house"})
    kept = contacts.create_list(actor=actor, given=given)
    found = people_of(kept, among=Person.objects.current(), reachable=reachable_from(kept))
    assert [*found] == [case.participants.get().person]
    actions.archive(actor=actor, case=case)
    assert not found.all().exists()
    actions.restore(actor=actor, case=case)
    assert found.all().exists()


def test_no_list_is_made_of_archived_cases(desk):
    page = desk.get(reverse("contacts:list_new")).content.decode()
    assert '<option value="closed">' in page
    assert '<option value="archived">' not in page


def test_an_archived_case_waits_for_nobody(desk, case, actor, cast):
    TaskFactory(case=case, assignee=cast.advisor)
    actions.archive(actor=actor, case=case)
    blocks = (day.tasks, day.steps, day.without, day.recent)
    assert [bool(block(actor)) for block in blocks] == [False] * 4


def test_restoring_brings_everything_back_as_it_was(desk, case, actor, cast):
    actions.set_next_step(actor=actor, case=case, text="Faire la visite", on=timezone.localdate())
    TaskFactory(case=case, assignee=cast.advisor)
    desk.post(reverse("cases:archive", args=[case.pk]), {"reason": "Projet abandonné"})
    desk.post(reverse("cases:restore", args=[case.pk]))
    case.refresh_from_db()
    assert (case.status, case.next_step, case.archived_at) == ("open", "Faire la visite", None)
    assert case.tasks.filter(done_at=None).count() == 1
    assert Entry.objects.filter(title="Dossier archivé", text="Projet abandonné").exists()


def test_a_closed_case_is_restored_closed(case, actor):
    actions.close(actor=actor, case=case, reason="Travaux terminés")
    actions.archive(actor=actor, case=case)
    actions.archive(actor=actor, case=case)
    actions.restore(actor=actor, case=case)
    assert case.status == "closed"


# trust.md: 12 months for a contact, 24 for a follow-up, 6 years after an aid request.
def test_the_clock_counts_from_the_last_exchange_then_from_the_aid_request(case):
    silent_since(case, dt.date(2026, 3, 15))
    assert clock_of(case, today=TODAY).erased_on == dt.date(2027, 3, 15)
    EntryFactory(case=case, kind="study")
    assert clock_of(case, today=TODAY).erased_on == dt.date(2028, 3, 15)
    silent_since(case, dt.date(2026, 3, 15), filing_on=dt.date(2026, 4, 1))
    assert clock_of(case, today=TODAY).erased_on == dt.date(2032, 4, 1)


def test_the_page_says_until_when_the_case_is_kept(desk, case):
    page = desk.get(reverse("cases:follow_up", args=[case.pk])).content.decode()
    assert "sera supprimé le" in page


def test_a_territory_chooses_within_the_bounds_of_the_platform(cast, login, case):
    client, form = login(cast.territory_admin), {"case_contact": "6", "case_followed": "24", "case_aid": "145"}
    answer = client.post("/territoire/conservation/", form)
    assert answer.status_code == 422
    assert not RetentionPeriod.objects.exists()
    client.post("/territoire/conservation/", form | {"case_aid": "144"})
    assert clock_of(silent_since(case, dt.date(2027, 1, 2))).erased_on == dt.date(2027, 7, 2)


def test_a_bound_lowered_later_wins_over_what_a_territory_chose(case, platform):
    set_retention(actor=platform, months={"case_contact": 400}, since=dt.date(2026, 1, 1))
    assert clock_of(silent_since(case, dt.date(2026, 1, 15)), today=TODAY).months == 36


def test_whoever_follows_a_case_is_warned_once_a_month_before(cast, case, platform):
    silent_since(case, dt.date(2026, 2, 1))
    for _ in range(2):
        actions.warn_of_erasure(actor=platform, today=TODAY)
    assert Notice.objects.get().user == cast.advisor
    assert actions.erase_when_due(actor=platform, today=TODAY) == 0


def test_past_its_time_a_case_is_erased_with_its_people_for_good(case, platform, cast):
    ParticipantFactory(case=case, person=PersonFactory(first_name="Gérard"), is_main=False)
    EntryFactory(case=case, text="Le toit fuit")
    silent_since(case, dt.date(2025, 12, 1), request="Isoler le toit")
    assert actions.erase_when_due(actor=platform, today=TODAY) == 1
    case.refresh_from_db()
    assert (case.title, case.request, case.status) == ("", "", "archived")
    assert not Entry.objects.exists()
    assert not Person.objects.exclude(last_name="").exists()
    with pytest.raises(Refused, match="effacé"):
        actions.restore(actor=platform, case=case)
    assert actions.erase_when_due(actor=platform, today=TODAY) == 0


def test_a_person_whose_other_case_lives_is_kept(case, platform):
    person = Participant.objects.get().person
    CaseFactory(person=person, stage=case.stage)
    TaskFactory(case=case)
    silent_since(case, dt.date(2025, 12, 1))
    actions.erase_when_due(actor=platform, today=TODAY)
    person.refresh_from_db()
    assert person.last_name == "Cazalbou"
    assert not Task.objects.exists()
    assert not Document.objects.exists()


def test_another_organisation_archives_nothing(cast, login, case):
    assert login(cast.other_organisation).post(reverse("cases:archive", args=[case.pk])).status_code == 404
    case.refresh_from_db()
    assert case.status == "open"
