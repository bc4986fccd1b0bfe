"""The rules of the day against the open cases: computed once, told once, stopped on demand, nothing twice."""

import pytest

from faitiere.apps.cases.actions import close
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.reviews import actions, tasks
from faitiere.apps.reviews.enums import ReviewState
from faitiere.apps.reviews.models import CaseChange, Review
from faitiere.apps.reviews.rules import Refused
from faitiere.apps.studies.models import Scenario
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import computed, later_aid, watched


@pytest.fixture
def case(advisor, cast):
    return computed(advisor, advisor=cast.advisor)


def test_a_case_gains_what_the_new_aid_gives_with_its_reason(case, admin):
    later_aid(admin)
    review = watched(admin)
    line = CaseChange.objects.get()
    assert (line.case, line.gain_cents, review.state) == (case, 100_000, ReviewState.DONE)
    (detail,) = line.details
    assert detail["name"] == "Prime isolation de Cugnaux"
    assert "délibération n°\u00a02025-112" in detail["source"]


def test_neither_the_case_nor_its_study_changes(case, admin):
    before = Scenario.objects.values().get()
    later_aid(admin)
    watched(admin)
    assert Scenario.objects.values().get() == before


def test_run_twice_it_finds_the_same_once_and_tells_once(case, admin, cast):
    later_aid(admin)
    watched(admin)
    first = CaseChange.objects.values().get()
    watched(admin)
    assert CaseChange.objects.values().get() == first
    told = OutgoingMail.objects.filter(recipient=cast.advisor.email, kind="reviews.changes")
    assert [case.number in mail.text for mail in told] == [True]
    assert Review.objects.count() == 1


def test_what_is_no_longer_true_leaves_the_list(case, admin):
    later_aid(admin)
    watched(admin)
    close(actor=admin, case=case, reason="Travaux terminés")
    watched(admin)
    assert not CaseChange.objects.exists()


def test_without_a_change_of_rules_nothing_is_listed(case, admin):
    review = watched(admin)
    assert (review.total, review.done, CaseChange.objects.count()) == (1, 1, 0)


def test_under_the_threshold_nobody_is_told(case, admin, today):
    actions.set_threshold(actor=admin, cents=100_000, valid_from=today)
    later_aid(admin)
    watched(admin)
    assert not OutgoingMail.objects.filter(kind="reviews.changes").exists()


def test_two_workers_never_run_the_same_review(case, admin):
    review = actions.ask_watch(actor=admin)
    Review.objects.filter(pk=review.pk).update(state=ReviewState.RUNNING, progress_at=review.asked_at)
    actions.run(actor=admin, review=review)
    review.refresh_from_db()
    assert (review.state, review.done) == (ReviewState.RUNNING, 0)


def test_asking_again_while_it_runs_is_refused(case, admin):
    actions.ask_watch(actor=admin)
    with pytest.raises(Refused, match="déjà en cours"):
        actions.ask_watch(actor=admin)


def test_a_stopped_review_finds_nothing_more(case, admin):
    later_aid(admin)
    review = actions.ask_watch(actor=admin)
    actions.cancel(actor=admin, review=review)
    actions.run(actor=admin, review=review)
    review.refresh_from_db()
    assert (review.state, CaseChange.objects.count()) == (ReviewState.CANCELLED, 0)


def test_stopped_between_two_batches_it_keeps_what_it_found(case, admin, advisor, monkeypatch):
    computed(advisor)
    later_aid(admin)
    review = actions.ask_watch(actor=admin)
    monkeypatch.setattr("faitiere.apps.reviews.actions.running._BATCH", 1)
    keep = actions.running._keep
    monkeypatch.setattr(
        "faitiere.apps.reviews.actions.running._keep",
        lambda *args, **kwargs: (keep(*args, **kwargs), actions.cancel(actor=admin, review=review)),
    )
    actions.run(actor=admin, review=review)
    review.refresh_from_db()
    assert (review.state, review.done, CaseChange.objects.count()) == (ReviewState.CANCELLED, 0, 1)


def test_a_run_that_breaks_is_found_waiting_by_the_next_try(case, admin, monkeypatch):
    review = actions.ask_watch(actor=admin)
    with monkeypatch.context() as broken:
        broken.setattr("faitiere.apps.reviews.computing.aids_again", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.run(actor=admin, review=review)
    actions.run(actor=admin, review=review)
    review.refresh_from_db()
    assert review.state == ReviewState.DONE


def test_a_case_that_cannot_be_computed_says_why_and_stops_no_other(case, admin, advisor, monkeypatch):
    study = computed(advisor).studies.get()
    study.inputs["facts"]["household_size"] = 400
    study.save(update_fields=["inputs"])
    later_aid(admin)
    watched(admin)
    assert CaseChange.objects.exclude(problem="").get().case == study.case
    assert CaseChange.objects.get(problem="").case == case


def test_the_daily_job_asks_in_every_territory(case, admin, toulouse):
    later_aid(admin)
    tasks.watch_everywhere.func()
    with territory_scope(other_territory()):
        assert Review.objects.count() == 1
        assert not CaseChange.objects.exists()
    tasks.run_review.func(territory_id=str(toulouse.pk), review_id=str(Review.objects.get().pk))
    assert CaseChange.objects.get().case == case
