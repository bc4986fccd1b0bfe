"""Who is told of what, when, and where it is read."""

import datetime as dt

import pytest
import time_machine

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.audit.actions import erase
from faitiere.apps.cases.actions import assign, take
from faitiere.apps.cases.tasks import tell_tasks_of
from faitiere.apps.cases.tests.factories import CaseFactory, TaskFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications import centre
from faitiere.apps.notifications.actions import choose_deliveries, notify, send_digest
from faitiere.apps.notifications.kinds import KINDS, Mention, NewRequest, TaskDue
from faitiere.apps.notifications.models import Notice, OutgoingMail
from faitiere.apps.notifications.rules import last_digest
from faitiere.apps.notifications.tasks import send_digests
from faitiere.apps.space.actions import write_to_advisor
from faitiere.apps.territories.tests.factories import OrganisationFactory


@pytest.fixture
def case(cast):
    return CaseFactory(advisor=cast.advisor)


@pytest.fixture
def platform(toulouse):
    return system_actor(toulouse)


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


# Paris is UTC+1 in winter, UTC+2 in summer: 8 h is 7:00 then 6:00 UTC.
@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2027-01-12T06:59:00+00:00", "2027-01-11T13:00:00+00:00"),
        ("2027-01-12T07:00:00+00:00", "2027-01-12T07:00:00+00:00"),
        ("2027-01-12T12:59:00+00:00", "2027-01-12T07:00:00+00:00"),
        ("2027-07-12T06:00:00+00:00", "2027-07-12T06:00:00+00:00"),
        ("2027-07-12T20:00:00+00:00", "2027-07-12T12:00:00+00:00"),
    ],
)
def test_digests_are_due_at_eight_and_two_on_the_clock_of_the_territory(now, due):
    assert last_digest(moment(now), "Europe/Paris") == moment(due)


def test_whoever_did_it_is_not_told(cast, toulouse, case):
    actor = cast.actor("advisor", toulouse)
    told = notify(actor=actor, people=[cast.advisor, cast.teammate], notification=Mention(case=case))
    assert [one.user for one in told] == [cast.teammate]


def test_a_mention_is_mailed_at_once_without_name_nor_text(cast, toulouse, case):
    actor = cast.actor("teammate", toulouse)
    notify(actor=actor, people=[cast.advisor], notification=Mention(case=case, text="Le revenu de Mme Cazalbou ?"))
    mail = OutgoingMail.objects.get(recipient=cast.advisor.email)
    assert case.number in mail.text
    assert "Cazalbou" not in mail.subject + mail.text


def test_never_means_nowhere_but_a_mention_cannot_be_silenced(cast, login, platform):
    form = {kind: one.default for kind, one in KINDS.items()} | {"new_request": "never"}
    assert login(cast.advisor).post("/nouveautes/choix/", form).status_code == 302
    assert notify(actor=platform, people=[cast.advisor], notification=NewRequest()) == []
    assert login(cast.advisor).post("/nouveautes/choix/", form | {"mention": "never"}).status_code == 422


def test_a_digest_is_mailed_once_and_leaves_out_what_was_read(cast, toulouse, case, platform):
    people, before = [cast.advisor], dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    for _ in range(3):
        notify(actor=platform, people=people, notification=NewRequest(case=case))
    Notice.objects.filter(pk=Notice.objects.first().pk).update(read_at=dt.datetime.now(dt.UTC))
    assert send_digest(territory=toulouse, user=cast.advisor, before=before).subject == "2 nouveautés au guichet"
    assert send_digest(territory=toulouse, user=cast.advisor, before=before) is None


def test_the_job_waits_for_the_hour(cast, case, platform):
    with time_machine.travel(moment("2027-01-12T09:00:00+00:00"), tick=False):
        notify(actor=platform, people=[cast.advisor], notification=NewRequest(case=case))
        send_digests.func()
        assert not OutgoingMail.objects.exists()
    with time_machine.travel(moment("2027-01-12T13:00:01+00:00"), tick=False):
        send_digests.func()
    assert OutgoingMail.objects.get().recipient == cast.advisor.email


def test_a_task_is_told_the_day_it_is_due_once(cast, toulouse, case):
    TaskFactory(case=case, assignee=cast.advisor)
    TaskFactory(case=case, assignee=cast.advisor, due_on=dt.date.today() + dt.timedelta(days=1))
    for _ in range(2):
        tell_tasks_of(toulouse)
    assert [one.kind for one in Notice.objects.filter(user=cast.advisor)] == [TaskDue.kind]


def test_a_case_given_to_a_colleague_is_told_and_opens_the_case(cast, toulouse, case, login):
    assign(actor=cast.actor("advisor", toulouse), case=case, advisor=cast.teammate)
    client = login(cast.teammate)
    page = client.get("/nouveautes/").content.decode()
    assert "Dossier confié" in page
    assert case.title in page
    answer = client.post(f"/nouveautes/{Notice.objects.get().pk}/ouvrir/")
    assert answer.headers["Location"] == f"/bureau/dossiers/{case.pk}/"
    assert not Notice.objects.filter(read_at=None).exists()


def test_a_message_of_the_household_rings_the_bell_of_its_advisor(cast, toulouse, case, login):
    write_to_advisor(actor=cast.actor("household", toulouse), case=case, text="Et la chaudière ?")
    assert "<b>1<span" in login(cast.advisor).get("/bureau/").content.decode()


def test_a_case_no_longer_mine_keeps_neither_name_nor_words(cast, toulouse, case, platform, login):
    notify(actor=platform, people=[cast.advisor], notification=Mention(case=case, text="Son RFR est élevé"))
    type(case).objects.update(organisation=OrganisationFactory(association=True))
    page = login(cast.advisor).get("/nouveautes/").content.decode()
    assert "Un dossier que vous ne suivez plus" in page
    assert case.title not in page
    assert "Son RFR" not in page


def test_a_notice_of_somebody_else_does_not_exist(cast, case, platform, login):
    notify(actor=platform, people=[cast.advisor], notification=Mention(case=case))
    notice = Notice.objects.get()
    assert login(cast.teammate).post(f"/nouveautes/{notice.pk}/ouvrir/").status_code == 404
    login(cast.teammate).post("/nouveautes/lues/")
    assert Notice.objects.get().read_at is None


def test_a_group_is_read_without_the_others(cast, case, platform, login):
    for one in (case, CaseFactory()):
        notify(actor=platform, people=[cast.advisor], notification=NewRequest(case=one))
    login(cast.advisor).post(f"/nouveautes/{Notice.objects.get(case_id=case.pk).pk}/lue/")
    assert Notice.objects.get(read_at=None).case_id != case.pk


def test_erasing_a_person_erases_what_was_said_of_its_case(cast, case, platform):
    notify(actor=platform, people=[cast.advisor], notification=Mention(case=case, text="Appeler Yvette"))
    erase(actor=platform, person=Person.objects.get())
    assert not Notice.objects.exists()


def test_someone_who_left_gets_no_digest(cast, toulouse, case, platform):
    notify(actor=platform, people=[cast.advisor], notification=NewRequest(case=case))
    cast.advisor.memberships.all().delete()
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    assert send_digest(territory=toulouse, user=cast.advisor, before=later) is None
    assert not OutgoingMail.objects.exists()


def test_a_request_taken_by_one_is_news_for_nobody(cast, toulouse, platform):
    waiting = CaseFactory(advisor=None)
    notify(actor=platform, people=[cast.advisor, cast.teammate], notification=NewRequest(case=waiting))
    take(actor=cast.actor("teammate", toulouse), case=waiting)
    assert not Notice.objects.filter(read_at=None).exists()


def test_choices_are_kept(cast, toulouse):
    actor = cast.actor("advisor", toulouse)
    choose_deliveries(actor=actor, deliveries={"task_late": "page"})
    assert centre.of(actor).count() == 0
    assert actor.user.notice_choices.get().delivery == "page"


def test_an_empty_centre_leads_to_the_choices(cast, login):
    page = login(cast.advisor).get("/nouveautes/").content.decode()
    assert page.count('href="/nouveautes/choix/"') == 2
