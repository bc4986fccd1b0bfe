"""Back-planning of a meeting: each deadline dated, and made a task of the case on request, once."""

import datetime as dt

import pytest
from django.urls import reverse

from faitiere.apps.assemblies.models import GeneralMeeting
from faitiere.apps.cases.models import Task

from .factories import condominium_case, meeting_of


@pytest.fixture
def case(toulouse, cast):
    return condominium_case(cast.actor("advisor", toulouse))


@pytest.fixture
def meeting(case):
    """On 28 January 2027."""
    return meeting_of(case).meeting


@pytest.fixture
def page(login, cast):
    return login(cast.advisor)


def asked(page, case, meeting):
    return page.post(reverse("assemblies:back_planning", args=[case.pk, meeting.pk]), follow=True)


def test_the_agenda_has_a_date(page, case, meeting):
    # 22 days before 28 January 2027 the notice is presented, 6 January; a week before, 30 December (votes.csv).
    shown = page.get(reverse("assemblies:meeting", args=[case.pk, meeting.pk])).text.replace("\xa0", " ")
    assert "mercredi 30 décembre 2026</strong> Ordre du jour arrêté" in shown


def test_deadlines_become_tasks_once(page, case, meeting):
    for _ in range(2):
        shown = asked(page, case, meeting)
    days = [dt.date(2026, 12, 30), dt.date(2027, 1, 6), dt.date(2027, 1, 24), dt.date(2027, 2, 28)]
    assert list(Task.objects.filter(case=case).order_by("due_on").values_list("due_on", flat=True)) == days
    assert "déjà dans le dossier" in shown.text


def test_a_longer_notice_of_the_by_laws_brings_the_tasks_forward(page, case, meeting):
    GeneralMeeting.objects.update(notice_days=25)
    asked(page, case, meeting)
    assert Task.objects.order_by("due_on").first().due_on == dt.date(2026, 12, 26)


def test_a_meeting_gone_by_makes_no_task(page, case, meeting):
    GeneralMeeting.objects.update(held_on=dt.date(2026, 3, 2))
    assert "sont passées" in asked(page, case, meeting).text
    assert not Task.objects.exists()
