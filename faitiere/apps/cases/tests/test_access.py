"""Who may open or change a case: the desk of its organisations, and nobody else; a refusal writes nothing."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases.models import Case, Entry
from faitiere.apps.cases.permissions import colleagues_of, known_to, visible_to
from faitiere.apps.cases.tests.factories import CaseFactory, EntryFactory, TaskFactory
from faitiere.apps.territories.tests.factories import OrganisationFactory

PAGES = ["timeline", "documents", "people", "follow_up"]
WRITES = [
    "write",
    "note_pin",
    "task_add",
    "document_add",
    "participant_add",
    "household",
    "transfer",
    "partner_add",
    "next_step",
    "stage",
    "advisor",
    "tag_add",
    "pause",
    "close",
    "reopen",
    "take",
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("advisor", 200),
        ("teammate", 200),
        ("manager", 200),
        ("territory_admin", 200),
        ("other_organisation", 404),
        ("legal_advisor", 404),
        ("funder", 403),
        ("household", 403),
        ("platform_admin", 403),
    ],
)
def test_a_page_of_the_case_opens_only_to_its_desk(cast, login, case, name, who, status):
    answer = login(getattr(cast, who)).get(reverse(f"cases:{name}", args=[case.pk]))
    assert answer.status_code == status
    if status != 200:
        assert b"Cazalbou" not in answer.content.replace(b"Yvette Cazalbou</strong>", b"")


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize(
    ("who", "status"), [("other_organisation", 404), ("legal_advisor", 404), ("funder", 403), ("household", 403)]
)
def test_a_refused_change_writes_nothing(cast, login, case, name, who, status):
    before = Entry.objects.count(), AuditEvent.objects.count()
    given = {"text": "x", "visibility": "internal", "kind": "note", "reason": "x", "pause-reason": "x"}
    answer = login(getattr(cast, who)).post(reverse(f"cases:{name}", args=[case.pk]), given)
    assert answer.status_code == status
    assert (Entry.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.parametrize("name", [*PAGES, *WRITES])
def test_a_case_of_another_territory_does_not_exist(cast, login, case, name):
    stranger = login(cast.stranger, host="foix.localhost")
    url = reverse(f"cases:{name}", args=[case.pk])
    answer = stranger.get(url) if name in PAGES else stranger.post(url)
    assert answer.status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_is_sent_to_sign_in(client, case, name):
    answer = client.get(reverse(f"cases:{name}", args=[case.pk]), headers={"host": "localhost"})
    assert answer.status_code == 302
    assert "connexion" in answer.url or "login" in answer.url


@pytest.mark.parametrize("name", ["task_tick", "task_untick", "task_change", "task_delete", "relance"])
def test_a_task_is_looked_up_inside_its_case(desk, case, name):
    foreign = TaskFactory(case=CaseFactory(organisation=OrganisationFactory(association=True)), relance=True)
    assert desk.post(reverse(f"cases:{name}", args=[case.pk, foreign.pk])).status_code == 404
    foreign.refresh_from_db()
    assert foreign.done_at is None


@pytest.mark.parametrize(
    "name",
    ["note_unpin", "document_visibility", "participant_change", "participant_end", "invitation", "partner_remove"],
)
def test_an_unknown_child_is_a_plain_404(desk, case, name):
    assert desk.post(reverse(f"cases:{name}", args=[case.pk, uuid.uuid4()])).status_code == 404


def test_a_get_never_writes_but_its_line_of_journal(desk, case):
    before = Entry.objects.count()
    desk.get(reverse("cases:timeline", args=[case.pk]))
    assert list(AuditEvent.objects.values_list("verb", "case_id")) == [("case.read", case.pk)]
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", ["day", "list", "tasks", "new"])
@pytest.mark.parametrize("who", ["funder", "household"])
def test_the_desk_is_closed_to_funders_and_households(cast, login, name, who):
    assert login(getattr(cast, who)).get(reverse(f"cases:{name}")).status_code == 403


def test_an_actor_knows_the_people_of_its_own_cases_only(cast, actor, case):
    hidden = CaseFactory(organisation=OrganisationFactory(association=True))
    assert list(visible_to(actor)) == [case]
    assert hidden.participants.get().person not in known_to(actor)


def test_colleagues_of_a_case_hold_a_desk_role_in_its_organisations(cast, case):
    assert cast.funder not in colleagues_of(case)
    assert set(colleagues_of(case)) == {cast.advisor, cast.teammate, cast.manager, cast.territory_admin}
    case.partners.add(OrganisationFactory(adil=True))
    assert cast.legal_advisor in colleagues_of(case)


def test_a_partner_may_work_but_not_give_the_case_away(cast, login, case):
    case.partners.add(OrganisationFactory(association=True))
    partner = login(cast.other_organisation)
    note = {"text": "Bail vérifié", "visibility": "internal", "kind": "note"}
    assert partner.post(reverse("cases:write", args=[case.pk]), note).status_code == 302
    target = {"confier-organisation": str(OrganisationFactory(adil=True).pk)}
    assert partner.post(reverse("cases:transfer", args=[case.pk]), target).status_code == 403
    assert Case.objects.get().organisation == case.organisation


def test_the_case_page_asks_as_many_queries_for_forty_lines_as_for_two(desk, case):
    def queries() -> int:
        EntryFactory(case=case)
        TaskFactory(case=case)
        with CaptureQueriesContext(connection) as captured:
            desk.get(reverse("cases:timeline", args=[case.pk]))
        return len(captured)

    first = queries()
    EntryFactory.create_batch(20, case=case)
    TaskFactory.create_batch(20, case=case)
    assert queries() == first <= 25
