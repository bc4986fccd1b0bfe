"""Bulk actions: a preview, rights checked row by row, a report, a stop, an undo, and nothing done twice."""

import datetime as dt
import uuid

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import assign, bulk
from faitiere.apps.cases.bulk_job import work_on_bulk
from faitiere.apps.cases.enums import BulkState, ItemState
from faitiere.apps.cases.models import BulkItem, BulkRun, Case, CaseTag, PaperLetter, SavedFilter, Tag, Task
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.models import Notice, OutgoingMail
from faitiere.apps.territories.tests.factories import OrganisationFactory

PREPARE = "/bureau/dossiers/lots/"


@pytest.fixture
def cases(case, cast, stages):
    return [case, CaseFactory(advisor=cast.advisor, stage=stages[0], title="Deuxième")]


def drafted(desk, verb, cases, **details) -> BulkRun:
    """A bulk action prepared and described at the desk."""
    desk.post(PREPARE, {"action": verb, "dossier": [str(one.pk) for one in cases]})
    run = BulkRun.objects.latest("created_at")
    desk.post(reverse("cases:bulk_describe", args=[run.pk]), details)
    run.refresh_from_db()
    return run


def do(desk, run, what="start") -> BulkRun:
    desk.post(reverse(f"cases:bulk_{what}", args=[run.pk]))
    run.refresh_from_db()
    return run


def test_assigning_shows_a_preview_then_does_it_then_takes_it_back(desk, cast, cases):
    run = drafted(desk, "assign", cases, advisor=str(cast.teammate.pk))
    page = desk.get(reverse("cases:bulk_run", args=[run.pk]))
    assert (page.context["preview"].allowed, page.context["preview"].refused) == (2, 0)
    assert not Case.objects.filter(advisor=cast.teammate).exists()
    assert do(desk, run).state == BulkState.DONE
    assert Case.objects.filter(advisor=cast.teammate).count() == 2
    assert do(desk, run, "undo").state == BulkState.UNDONE
    assert Case.objects.filter(advisor=cast.advisor).count() == 2


def test_what_changed_since_is_left_as_it_is_by_the_undo(desk, actor, cast, cases):
    run = do(desk, drafted(desk, "assign", cases, advisor=str(cast.teammate.pk)))
    assign(actor=actor, case=Case.objects.get(pk=cases[0].pk), advisor=cast.manager)
    do(desk, run, "undo")
    assert Case.objects.get(pk=cases[0].pk).advisor == cast.manager
    assert run.items.get(state=ItemState.KEPT).reason.startswith("Changé depuis")


def test_rows_one_may_not_open_are_not_even_chosen(desk, cases):
    hidden = CaseFactory(organisation=OrganisationFactory(association=True))
    run = drafted(desk, "archive", [*cases, hidden])
    assert run.items.count() == 2


def test_rights_are_checked_again_when_a_row_is_done(desk, cases):
    run = drafted(desk, "archive", cases)
    Case.objects.filter(pk=cases[1].pk).update(organisation=OrganisationFactory(association=True))
    page = desk.get(reverse("cases:bulk_run", args=[run.pk]))
    assert page.context["preview"].refused == 1
    do(desk, run)
    assert Case.objects.get(pk=cases[1].pk).status == "open"
    assert "droit" in run.items.get(state=ItemState.SKIPPED).reason


def test_an_advisor_gets_only_the_cases_of_its_organisations(desk, cast, cases):
    run = do(desk, drafted(desk, "assign", cases, advisor=str(cast.other_organisation.pk)))
    assert run.items.filter(state=ItemState.SKIPPED).count() == 2
    assert not Case.objects.filter(advisor=cast.other_organisation).exists()


def test_a_tag_is_made_put_and_taken_off(desk, cases):
    run = do(desk, drafted(desk, "tag", cases, tag_name="Fioul  à remplacer"))
    assert CaseTag.objects.filter(tag__name="Fioul à remplacer").count() == 2
    assert [row["title"] for row in desk.get("/bureau/dossiers/", {"etiquette": Tag.objects.get().pk}).context["rows"]]
    do(desk, run, "undo")
    assert not CaseTag.objects.exists()


def test_a_task_is_given_and_removed_unless_done(desk, cases):
    due = timezone.localdate() + dt.timedelta(days=3)
    run = do(desk, drafted(desk, "task", cases, title="Rappeler", due_on=due.isoformat(), to="advisor"))
    Task.objects.filter(case=cases[0]).update(done_at=timezone.now())
    do(desk, run, "undo")
    assert Task.objects.get().case == cases[0]


def test_a_stage_moves_and_comes_back(desk, cases, stages):
    run = do(desk, drafted(desk, "stage", cases, stage=str(stages[1].pk)))
    assert Case.objects.filter(stage=stages[1]).count() == 2
    do(desk, run, "undo")
    assert Case.objects.filter(stage=stages[0]).count() == 2


def test_a_message_goes_once_to_each_household_and_stays_sent(desk, cases):
    cases[1].participants.get().person.__class__.objects.filter(participations__case=cases[1]).update(email="")
    run = do(desk, drafted(desk, "message", cases, subject="Réunion", text="Le 12 janvier."))
    assert OutgoingMail.objects.count() == 1
    assert "e-mail" in run.items.get(state=ItemState.SKIPPED).reason
    assert do(desk, run, "undo").state == BulkState.DONE


def follower(case, **fields) -> None:
    Person.objects.filter(participations__case=case).update(**fields)


def test_the_preview_of_a_message_says_row_by_row_what_the_run_does(desk, cast, stages, cases):
    by_post, silent, nobody, closed = CaseFactory.create_batch(4, advisor=cast.advisor, stage=stages[0])
    follower(by_post, email="")
    follower(silent, do_not_contact_at=timezone.now())
    follower(nobody, email="")
    Case.objects.filter(pk=by_post.pk).update(by_post=True)
    Case.objects.filter(pk=closed.pk).update(status="closed")
    run = drafted(desk, "message", [*cases, by_post, silent, nobody, closed], subject="Réunion", text="Le 12.")
    preview = desk.get(reverse("cases:bulk_run", args=[run.pk])).context["preview"]
    assert {case.pk for case in preview.first} == {case.pk for case in [*cases, by_post]}
    do(desk, run)
    skipped = run.items.filter(state=ItemState.SKIPPED)
    assert {(one.case_id, one.reason) for one in skipped} == {(case.pk, reason) for case, reason in preview.left}
    assert {one.case_id for one in skipped} == {silent.pk, nobody.pk, closed.pk}
    assert PaperLetter.objects.get().case == by_post


def test_a_message_with_a_field_left_is_announced_as_going_nowhere(desk, cases):
    run = drafted(desk, "message", cases, subject="Réunion", text="Bonjour {prenom}")
    preview = desk.get(reverse("cases:bulk_run", args=[run.pk])).context["preview"]
    assert (preview.allowed, preview.refused) == (0, 2)
    assert "Il reste à compléter" in preview.reasons[0][0]


def test_archived_cases_leave_the_list_and_come_back_as_they_were(desk, cases):
    run = do(desk, drafted(desk, "archive", cases))
    assert desk.get("/bureau/dossiers/").context["rows"] == []
    do(desk, run, "undo")
    assert Case.objects.filter(status="open", next_step=cases[0].next_step).count() == 2


def test_every_case_of_the_filter_is_taken_when_asked(desk, cases, stages):
    set_stage_query = f"etape={stages[0].pk}"
    desk.post(PREPARE, {"action": "archive", "tous": "1", "filtre": set_stage_query})
    assert BulkRun.objects.get().items.count() == 2


def test_a_stopped_action_goes_on_where_it_was_and_does_nothing_twice(desk, actor, cases, monkeypatch):
    run = drafted(desk, "task", cases, title="Rappeler", due_on=timezone.localdate().isoformat(), to="me")
    bulk.start(actor=actor, run=run)
    items = list(BulkItem.objects.filter(run=run).order_by("pk"))
    bulk._work_on(actor, bulk.verb_of(run), bulk._DOING, items[0])
    bulk.stop(actor=actor, run=run)
    bulk.work(actor=actor, run=run)
    assert Task.objects.count() == 1
    do(desk, run)
    bulk._work_on(actor, bulk.verb_of(run), bulk._DOING, items[0])
    assert Task.objects.count() == 2


def test_an_undo_that_was_cut_is_stopped_and_taken_up(desk, actor, cases):
    run = do(desk, drafted(desk, "archive", cases))
    bulk.start_undo(actor=actor, run=run)
    bulk._work_on(actor, bulk.verb_of(run), bulk._UNDOING, run.items.first())
    assert do(desk, run, "stop").state == BulkState.STOPPED
    page = desk.get(reverse("cases:bulk_run", args=[run.pk])).content.decode()
    assert "Annuler l’action" in page
    assert "Reprendre" not in page
    assert do(desk, run, "undo").state == BulkState.UNDONE
    assert Case.objects.filter(status="open").count() == 2


def test_a_row_that_breaks_leaves_no_half_is_told_and_keeps_nobody_waiting(desk, actor, cases, monkeypatch):
    run = drafted(desk, "archive", cases)

    def one_breaks(*, target, **told):
        return record(target=target, **told) if target.pk != cases[0].pk else 1 / 0

    monkeypatch.setattr("faitiere.apps.cases.actions.archiving.record", one_breaks)
    assert do(desk, run).state == BulkState.DONE
    assert Case.objects.get(pk=cases[0].pk).status == "open"
    assert Case.objects.get(pk=cases[1].pk).status == "archived"
    assert "Erreur de notre fait" in desk.get(reverse("cases:bulk_run", args=[run.pk])).content.decode()


def test_a_database_that_fails_leaves_the_rest_waiting(desk, actor, cases, monkeypatch):
    run = drafted(desk, "archive", cases)
    bulk.start(actor=actor, run=run)

    def away(**_):
        raise OperationalError

    monkeypatch.setattr("faitiere.apps.cases.actions.archiving.record", away)
    with pytest.raises(OperationalError):
        bulk.work(actor=actor, run=run)
    assert Case.objects.filter(status="open").count() == run.items.filter(state=ItemState.WAITING).count() == 2
    monkeypatch.undo()
    bulk.stop(actor=actor, run=run)
    assert do(desk, run).state == BulkState.DONE


def test_whoever_is_given_many_cases_is_told_once_and_so_is_who_gets_them_back(desk, cast, cases):
    run = do(desk, drafted(desk, "assign", cases, advisor=str(cast.teammate.pk)))
    assert [(one.user, one.text) for one in Notice.objects.all()] == [(cast.teammate, "2\N{NO-BREAK SPACE}dossiers")]
    do(desk, run, "undo")
    assert Notice.objects.filter(user=cast.teammate).count() == 1


def test_the_last_actions_are_listed_for_their_author_only(desk, login, cast, cases):
    page = reverse("cases:bulk_runs")
    assert "Aucune action groupée" in desk.get(page).content.decode()
    run = do(desk, drafted(desk, "archive", cases))
    here = reverse("cases:bulk_run", args=[run.pk])
    assert here in desk.get(page).content.decode()
    assert page in desk.get("/bureau/dossiers/").content.decode()
    assert here not in login(cast.teammate).get(page).content.decode()


def test_many_rows_are_done_by_a_job_in_the_name_of_who_asked(desk, cast, cases, toulouse, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    run = do(desk, drafted(desk, "archive", cases))
    assert run.state == BulkState.RUNNING
    page = desk.get(reverse("cases:bulk_run", args=[run.pk]), headers={"hx-request": "true"})
    assert "2 en attente" in page.content.decode()
    work_on_bulk.func(territory_id=str(toulouse.pk), run_id=str(run.pk))
    run.refresh_from_db()
    assert run.state == BulkState.DONE
    told = Notice.objects.get(user=cast.advisor, kind="job_finished")
    assert (told.text, told.path) == ("Archiver : terminée", reverse("cases:bulk_run", args=[run.pk]))


def test_nobody_else_may_see_or_start_it(desk, login, cast, cases):
    run = drafted(desk, "archive", cases)
    other = login(cast.teammate)
    assert other.get(reverse("cases:bulk_run", args=[run.pk])).status_code == 404
    assert other.post(reverse("cases:bulk_start", args=[run.pk])).status_code == 404
    assert Case.objects.filter(status="open").count() == 2


@pytest.mark.parametrize("given", [{}, {"action": "archive"}, {"action": "x", "dossier": "y"}, {"dossier": "y"}])
def test_a_choice_that_means_nothing_is_said_and_nothing_is_made(desk, cases, given):
    assert desk.post(PREPARE, given, follow=True).status_code == 200
    assert not BulkRun.objects.exists()


def test_bad_details_come_back_with_their_sentence(desk, cases):
    desk.post(PREPARE, {"action": "task", "dossier": [str(cases[0].pk)]})
    run = BulkRun.objects.get()
    page = desk.post(reverse("cases:bulk_describe", args=[run.pk]), {"title": "x", "due_on": "32/13/2026"})
    assert page.status_code == 422
    assert "Cette date n&#x27;existe pas" in page.content.decode()
    desk.post(reverse("cases:bulk_start", args=[run.pk]))
    assert not Task.objects.exists()


@pytest.mark.parametrize("what", ["start", "undo", "stop"])
def test_a_draft_that_says_nothing_is_neither_done_nor_undone(desk, cases, what):
    desk.post(PREPARE, {"action": "assign", "dossier": [str(cases[0].pk)], "filtre": "q=a\r\nX: y"})
    run = do(desk, BulkRun.objects.get(), what)
    assert run.state == BulkState.DRAFT


def test_what_was_chosen_and_is_gone_is_said(desk, cases):
    run = drafted(desk, "tag", cases, tag_name="Éphémère")
    Tag.objects.all().delete()
    page = desk.post(reverse("cases:bulk_start", args=[run.pk]), follow=True)
    assert "n&#x27;existe plus" in page.content.decode()
    assert run.items.filter(state=ItemState.WAITING).count() == 2


def test_too_many_cases_are_refused_with_a_sentence(actor, cases, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 1)
    with pytest.raises(Refused, match="1 dossiers au plus"):
        bulk.prepare(actor=actor, verb="archive", case_ids=[one.pk for one in cases])


def test_a_tab_is_kept_counted_shared_and_removed(desk, login, cast, case):
    desk.post("/bureau/dossiers/onglets/", {"name": "Cugnaux", "filtre": "commune=31157&page=x", "shared": "1"})
    tab = login(cast.teammate).get("/bureau/dossiers/compteurs/").context["tabs"][-1]
    assert (tab.label, tab.query, tab.count, tab.mine) == ("Cugnaux", "commune=31157", 1, False)
    assert login(cast.other_organisation).get("/bureau/dossiers/compteurs/").context["tabs"][-1].label == "Sans suite"
    remove = reverse("cases:filter_forget", args=[SavedFilter.objects.get().pk])
    assert login(cast.teammate).post(remove).status_code == 404
    desk.post(remove)
    assert not SavedFilter.objects.exists()


def test_the_tabs_are_counted_on_ask_without_javascript(desk, case):
    page = desk.get("/bureau/dossiers/", {"commune": "31157"})
    assert {tab.count for tab in page.context["tabs"]} == {None}
    assert '<noscript><a class="f-chip" href="?commune=31157&amp;compteurs=1">' in page.content.decode()
    counted = desk.get("/bureau/dossiers/", {"commune": "31157", "compteurs": "1"})
    assert counted.context["tabs"][0].count == 1
    assert [row["title"] for row in counted.context["rows"]] == ["Yvette Cazalbou"]
    assert "<noscript>" not in counted.content.decode()


def copies_of(case, number: int) -> list[Case]:
    """The same case under other numbers, written in one go."""
    kept = {one.attname: getattr(case, one.attname) for one in Case._meta.concrete_fields if not one.generated}
    rows = [Case(**kept | {"id": uuid.uuid4(), "number": f"{rank}-2031"}) for rank in range(number)]
    return Case.objects.bulk_create(rows, batch_size=500)


def test_ten_thousand_rows_interrupted_are_each_done_or_still_waiting(case, actor, cast, monkeypatch):
    run = bulk.prepare(actor=actor, verb="assign", case_ids=[one.pk for one in copies_of(case, 10_000)])
    bulk.describe(actor=actor, run=run, details={"advisor": str(cast.teammate.pk)})
    bulk.start(actor=actor, run=run)
    allowed, seen = bulk._allowed, iter(range(75))
    monkeypatch.setattr(bulk, "_allowed", lambda *given: allowed(*given) if next(seen) < 74 else power_cut())
    with pytest.raises(KeyboardInterrupt):
        bulk.work(actor=actor, run=run)
    assert run.items.filter(state=ItemState.DONE).count() == Case.objects.filter(advisor=cast.teammate).count() == 74
    assert run.items.filter(state=ItemState.WAITING).count() == 9_926


def power_cut():
    raise KeyboardInterrupt
