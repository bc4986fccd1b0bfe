"""What is being typed is kept for its author alone, offered back, and goes once sent."""

import datetime as dt
import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actions.roles import end_role
from faitiere.apps.accounts.models import Membership
from faitiere.apps.audit.inventory import model_rules
from faitiere.apps.cases.actions import bulk
from faitiere.apps.cases.models import Draft, Entry

TEXT = "Elle rappelle jeudi pour la pompe à chaleur"


def keep(client, draft_id=None, *, place="appel", case="", fields=None):
    address = reverse("cases:draft_keep", args=[draft_id or uuid.uuid4()])
    fields = json.dumps({"text": TEXT, "visibility": "internal"} if fields is None else fields)
    return client.post(address, {"place": place, "case": case, "fields": fields})


def in_case(client, case):
    return keep(client, place=f"fil:{case.pk}", case=str(case.pk))


def test_a_text_left_in_a_case_is_offered_back_to_its_author_alone(desk, case, cast, login):
    assert in_case(desk, case).status_code == 204
    address = reverse("cases:timeline", args=[case.pk])
    assert TEXT in desk.get(address).content.decode()
    assert TEXT not in login(cast.teammate).get(address).content.decode()


def thread(client, case) -> str:
    return client.get(reverse("cases:timeline", args=[case.pk])).content.decode()


def test_who_writes_in_the_case_is_told_to_the_others_and_nothing_of_what_it_writes(desk, case, cast, login):
    in_case(login(cast.teammate), case)
    Draft.objects.update(begun_at=timezone.localtime().replace(hour=0, minute=2))
    assert "Karim Benhaddou écrit dans ce dossier depuis 0\u00a0h\u00a002." in thread(desk, case)
    assert TEXT not in thread(desk, case)
    assert "écrit dans ce dossier" not in thread(login(cast.teammate), case)


def test_two_who_write_at_once_are_told_at_their_next_pause(desk, case, cast, login):
    assert in_case(login(cast.teammate), case).status_code == 204
    answer = in_case(desk, case)
    assert answer.status_code == 200
    assert answer.json()["said"].startswith("Karim Benhaddou écrit dans ce dossier depuis ")


@pytest.mark.parametrize("place", ["fil", "postit"])
def test_a_draft_left_a_while_ago_or_a_post_it_is_nobody_writing(desk, case, cast, login, place):
    keep(login(cast.teammate), place=f"{place}:{case.pk}", case=str(case.pk))
    if place == "fil":
        Draft.objects.update(saved_at=timezone.now() - dt.timedelta(minutes=21))
    assert "écrit dans ce dossier" not in thread(desk, case)


def test_who_has_sent_is_no_longer_writing(desk, case, cast, login):
    karim = login(cast.teammate)
    in_case(karim, case)
    karim.post(reverse("cases:draft_drop", args=[Draft.objects.get().pk]))
    assert "écrit dans ce dossier" not in thread(desk, case)


def test_the_same_page_writes_over_itself_and_another_one_beside_it(desk):
    first = uuid.uuid4()
    keep(desk, first)
    keep(desk, first, fields={"text": "Plus long"})
    keep(desk)
    assert sorted(one.fields["text"] for one in Draft.objects.all()) == [TEXT, "Plus long"]


def test_a_draft_goes_once_its_text_is_sent_and_stays_when_it_is_refused(desk, case):
    in_case(desk, case)
    address, draft = reverse("cases:write", args=[case.pk]), Draft.objects.get()
    sent = {"text": "", "visibility": "internal", "kind": "note", "brouillon": str(draft.pk)}
    desk.post(address, sent)
    assert Draft.objects.count() == 1
    desk.post(address, sent | {"text": TEXT})
    assert not Draft.objects.exists()
    assert Entry.objects.filter(text=TEXT).exists()


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page_and_to_the_draft(desk, case):
    host = in_case(desk, case).wsgi_request.get_host()
    address, page = reverse("cases:write", args=[case.pk]), reverse("cases:timeline", args=[case.pk])
    desk.logout()
    answer = desk.post(address, {"text": TEXT}, headers={"referer": f"http://{host}{page}"})
    assert answer["Location"] == f"/compte/login/?next={page}"
    stranger = desk.post(address, {"text": TEXT}, headers={"referer": f"https://example.org{page}"})
    assert stranger["Location"] == "/compte/login/?next=/accueil/"
    assert "Votre session était terminée" in desk.get("/compte/login/").content.decode()
    assert Draft.objects.get().fields["text"] == TEXT


def test_a_task_kept_as_a_draft_is_offered_back_and_goes_once_added(desk, case, cast):
    fields = {"tache-title": "Rappeler le soir", "tache-kind": "task"}
    keep(desk, place=f"tache:{case.pk}", case=str(case.pk), fields=fields)
    assert "« <bdi>Rappeler le soir</bdi> »" in thread(desk, case)
    due = (timezone.localdate() + dt.timedelta(days=2)).isoformat()
    sent = fields | {"tache-due_on": due, "tache-assignee": str(cast.advisor.pk)}
    desk.post(reverse("cases:task_add", args=[case.pk]), sent | {"brouillon": str(Draft.objects.get().pk)})
    assert not Draft.objects.exists()


@pytest.mark.parametrize(("place", "name"), [("dossier", "new")])
def test_a_full_new_case_kept_as_a_draft_is_offered_back(desk, place, name):
    keep(desk, place=place, fields={"text": TEXT})
    assert TEXT in desk.get(reverse(f"cases:{name}")).content.decode()


def test_a_bulk_message_kept_as_a_draft_is_offered_back_and_goes_once_described(desk, case, actor):
    run = bulk.prepare(actor=actor, verb="message", case_ids=[case.pk])
    keep(desk, place=f"lot:{run.pk}", fields={"subject": "Aides", "text": TEXT})
    assert TEXT in desk.get(reverse("cases:bulk_run", args=[run.pk])).content.decode()
    sent = {"subject": "Aides", "text": TEXT, "brouillon": str(Draft.objects.get().pk)}
    desk.post(reverse("cases:bulk_describe", args=[run.pk]), sent)
    assert not Draft.objects.exists()


def test_a_draft_is_thrown_away_by_its_author_only(desk, cast, login):
    keep(desk)
    draft = Draft.objects.get()
    login(cast.teammate).post(reverse("cases:draft_drop", args=[draft.pk]))
    assert Draft.objects.exists()
    answer = desk.post(reverse("cases:draft_drop", args=[draft.pk]), {"retour": "/bureau/appel-entrant/"})
    assert answer["Location"] == "/bureau/appel-entrant/"
    assert not Draft.objects.exists()


def test_nobody_writes_over_the_draft_of_another(desk, cast, login):
    keep(desk)
    draft = Draft.objects.get()
    assert keep(login(cast.teammate), draft.pk, fields={"text": "Autre"}).status_code == 400
    assert Draft.objects.get().fields["text"] == TEXT


def test_a_case_of_others_takes_no_draft(desk, cast, login, case):
    assert in_case(login(cast.other_organisation), case).status_code == 404
    assert keep(desk, case=str(uuid.uuid4())).status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.parametrize("fields", [["a"], "texte", {str(n): "a" for n in range(21)}, {"text": "a" * 20_001}])
def test_what_is_no_short_form_is_refused_in_words(desk, fields):
    answer = keep(desk, fields=fields)
    assert answer.status_code == 400
    assert answer.json()["said"].endswith(".")
    assert not Draft.objects.exists()


def test_an_access_that_ends_takes_its_drafts(desk, cast, actor):
    keep(desk)
    for membership in Membership.objects.filter(user=cast.advisor):
        end_role(actor=actor, membership=membership)
    assert not Draft.objects.exists()


def test_drafts_are_kept_three_months():
    rule = model_rules()["cases.Draft"]
    assert (rule.retention_months, rule.retention_field) == (3, "saved_at")  # trust.md: draft forms, 3 months
