"""Stage, next step, pause, close, advisor: a case never waits without a reason."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases import actions
from faitiere.apps.cases.models import Case, CaseTag, Entry, Tag
from faitiere.apps.cases.rules import Refused, lateness
from faitiere.apps.cases.shell import next_step_of, when_words
from faitiere.apps.cases.tests.factories import StageFactory

TODAY = dt.date(2026, 11, 23)


def post(desk, name, case, **given):
    return desk.post(reverse(f"cases:{name}", args=[case.pk]), given)


def soon() -> str:
    return (timezone.localdate() + dt.timedelta(days=5)).isoformat()


def test_a_next_step_is_given_with_its_date_and_what_is_missing(desk, case):
    post(desk, "next_step", case, text="Faire la visite", on=soon(), missing="l'avis d'impôt")
    case.refresh_from_db()
    assert (case.next_step, case.next_step_on.isoformat()) == ("Faire la visite", soon())
    assert "Il manque" in next_step_of(case)["missing"]


@pytest.mark.parametrize(
    "given", [{"text": ""}, {"on": ""}, {"on": "1999-01-01"}, {"text": "x" * 201}, {"missing": "x" * 201}]
)
def test_a_next_step_without_words_or_date_is_refused(desk, case, given):
    answer = post(desk, "next_step", case, **({"text": "Rappeler", "on": soon()} | given))
    assert answer.status_code == 200
    assert Case.objects.get().next_step == case.next_step


def test_a_change_of_stage_is_shown_to_the_household(desk, case, stages):
    post(desk, "stage", case, stage=str(stages[1].pk))
    assert Case.objects.get().stage == stages[1]
    entry = Entry.objects.get()
    assert (entry.visibility, entry.title, entry.text) == (
        "shared",
        "Étape « Visite »",
        "Un conseiller vient chez vous.",
    )
    assert AuditEvent.objects.get(verb="case.stage_changed").details["after"] == "Visite"


def test_the_same_stage_again_writes_nothing(desk, case, stages):
    post(desk, "stage", case, stage=str(stages[0].pk))
    assert not Entry.objects.exists()


def test_a_stage_of_another_kind_of_project_is_refused(desk, actor, case):
    condominium = StageFactory(project_kind="condominium", name="Vote")
    assert post(desk, "stage", case, stage=str(condominium.pk)).status_code == 200
    with pytest.raises(Refused):
        actions.set_stage(actor=actor, case=case, stage=condominium)


@pytest.mark.parametrize("verb", ["pause", "close"])
def test_pausing_or_closing_asks_why(desk, case, verb):
    prefix = {"pause": "pause", "close": "clore"}[verb]
    page = post(desk, verb, case, **{f"{prefix}-reason": "  "}).content.decode()
    assert "Dites pourquoi" in page
    assert Case.objects.get().status == "open"


def test_a_paused_case_says_why_and_is_taken_up_by_a_next_step(desk, case):
    post(desk, "pause", case, **{"pause-reason": "Attend la vente"})
    case.refresh_from_db()
    assert next_step_of(case)["what"] == "Attend la vente"
    post(desk, "next_step", case, text="Rappeler", on=soon())
    case.refresh_from_db()
    assert (case.status, case.pause_reason) == ("open", "")


def test_the_database_itself_refuses_a_pause_without_reason(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.update(status="paused", pause_reason="")


def test_a_closed_case_keeps_its_reason_and_can_be_reopened(desk, case):
    post(desk, "close", case, **{"clore-reason": "Travaux terminés"})
    assert (Case.objects.get().status, Entry.objects.get().text) == ("closed", "Travaux terminés")
    post(desk, "reopen", case)
    assert Case.objects.get().status == "open"


def test_a_case_is_given_to_a_colleague_or_to_nobody(desk, cast, case):
    post(desk, "advisor", case, advisor=str(cast.teammate.pk))
    assert Case.objects.get().advisor == cast.teammate
    post(desk, "advisor", case, advisor="")
    assert Case.objects.get().advisor is None


def test_a_case_is_not_given_to_a_stranger(desk, cast, case):
    assert post(desk, "advisor", case, advisor=str(cast.stranger.pk)).status_code == 200
    assert Case.objects.get().advisor == cast.advisor


def on_screen(desk, case, name) -> str:
    return desk.get(reverse("cases:follow_up", args=[case.pk])).context[name]["base"].value()


def test_two_advisors_who_change_the_stage_are_told_apart(desk, cast, login, case, stages):
    audit = StageFactory(position=3, name="Audit")
    base = on_screen(desk, case, "stage_form")
    post(login(cast.teammate), "stage", case, stage=str(audit.pk), base=base)
    told = post(desk, "stage", case, stage=str(stages[1].pk), base=base)
    assert "maintenant « Audit »" in told.content.decode()
    assert Case.objects.get().stage == audit
    post(desk, "stage", case, stage=str(stages[1].pk), base=told.context["stage_form"]["base"].value())
    assert Case.objects.get().stage == stages[1]


def test_two_advisors_who_give_the_case_are_told_apart(desk, cast, login, case):
    base = on_screen(desk, case, "advisor_form")
    post(login(cast.teammate), "advisor", case, advisor=str(cast.teammate.pk), base=base)
    told = post(desk, "advisor", case, advisor="", base=base)
    assert "maintenant « Karim Benhaddou »" in told.content.decode()
    assert Case.objects.get().advisor == cast.teammate
    post(desk, "advisor", case, advisor="", base=told.context["advisor_form"]["base"].value())
    assert Case.objects.get().advisor is None


def test_the_form_sent_again_unchanged_keeps_what_a_colleague_chose(desk, case, stages):
    base = on_screen(desk, case, "stage_form")
    Case.objects.update(stage=stages[1])
    post(desk, "stage", case, stage=base, base=base)
    assert Case.objects.get().stage == stages[1]


def test_a_tag_is_put_on_the_case_page_and_is_the_one_of_the_portfolio(desk, actor, case):
    tag = actions.name_tag(actor=actor, name="Chaudière à remplacer")
    post(desk, "tag_add", case, **{"etiquette-name": "chaudière à remplacer"})
    assert (Tag.objects.get(), CaseTag.objects.get().tag, CaseTag.objects.get().case) == (tag, tag, case)
    assert AuditEvent.objects.filter(verb="case.tagged", case_id=case.pk).exists()
    page = desk.get(reverse("cases:follow_up", args=[case.pk])).content.decode()
    assert reverse("cases:tag_remove", args=[case.pk, tag.pk]) in page


def test_a_tag_is_taken_off_this_case_and_stays_for_the_others(desk, actor, case):
    tag = actions.name_tag(actor=actor, name="Urgent")
    actions.tag_case(actor=actor, case=case, tag=tag)
    desk.post(reverse("cases:tag_remove", args=[case.pk, tag.pk]))
    assert not CaseTag.objects.exists()
    assert Tag.objects.get() == tag


@pytest.mark.parametrize("name", [" ", "x" * 41])
def test_a_bad_tag_is_refused(desk, case, name):
    assert post(desk, "tag_add", case, **{"etiquette-name": name}).status_code == 200
    assert not CaseTag.objects.exists()


def test_a_request_is_taken_once(desk, login, cast, case):
    Case.objects.update(advisor=None)
    login(cast.teammate).post(reverse("cases:take", args=[case.pk]))
    page = desk.post(reverse("cases:take", args=[case.pk]), follow=True).content.decode()
    assert "Karim Benhaddou suit déjà ce dossier" in page
    assert Case.objects.get().advisor == cast.teammate


def test_of_two_advisors_at_once_one_is_told(actor, cast, toulouse, case):
    Case.objects.update(advisor=None)
    mine, theirs = Case.objects.get(), Case.objects.get()
    actions.take(actor=cast.actor("teammate", toulouse), case=theirs)
    with pytest.raises(Refused, match="Karim Benhaddou suit déjà"):
        actions.take(actor=actor, case=mine)
    assert Case.objects.get().advisor == cast.teammate


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "sans date"),
        (TODAY, "aujourd’hui"),
        (dt.date(2026, 11, 24), "demain"),
        (dt.date(2026, 11, 19), "en retard de 4\u00a0jours, prévue le 19\u00a0novembre 2026"),
        (dt.date(2027, 1, 28), "jeudi 28\u00a0janvier 2027"),
    ],
)
def test_when_is_said_in_words(day, words):
    assert when_words(day, TODAY) == words


def test_lateness_counts_days_and_never_below_zero():
    assert [lateness(day, TODAY) for day in (None, TODAY, dt.date(2026, 11, 20), dt.date(2027, 1, 1))] == [0, 0, 3, 0]
