"""The case page costs the same number of queries whatever its length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.cases.models import Case, Draft, MessageTemplate, Stage

from .factories import EntryFactory, TaskFactory

# Host, session, account, roles, second factor and portal site: what any page of the desk asks.
EVERY_PAGE = 6
# Transactions, and on PostgreSQL the two locks: the territory told to the row policies, the chain of the journal.
_NOT_READS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config", "SELECT pg_advisory")


def asked(desk, url) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(url).status_code == 200
    return [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(_NOT_READS)]


@pytest.mark.parametrize("query", ["", "?ecrire=menage", "?ecrire=relance", "?ecrire=modele", "?modele="])
@pytest.mark.parametrize("kind", ["house", "condominium"])
@pytest.mark.parametrize("drafts", [0, 2])
def test_the_thread_asks_as_little_to_write_in_a_condominium_or_with_drafts(desk, cast, case, query, kind, drafts):
    Case.objects.update(project_kind=kind)
    Stage.objects.update(project_kind=kind)
    template = MessageTemplate.objects.create(name="Avis", subject="Dossier {numero}", text="Bonjour {prenom}")
    places = [f"fil:{case.pk}", f"postit:{case.pk}"][:drafts]
    for place in places:
        Draft.objects.create(author=cast.advisor, case=case, place=place, fields={"text": "x"}, saved_at=timezone.now())
    url = reverse("cases:timeline", args=[case.pk]) + (f"{query}{template.pk}" if query == "?modele=" else query)
    desk.get(url)
    assert len(asked(desk, url)) - EVERY_PAGE <= 12


@pytest.mark.parametrize(
    ("tab", "most"), [("timeline", 12), ("sheets", 12), ("documents", 12), ("people", 12), ("follow_up", 12)]
)
def test_a_tab_asks_at_most_twelve_queries_however_long_the_case(desk, case, tab, most):
    url = reverse(f"cases:{tab}", args=[case.pk])
    desk.get(url)
    short = asked(desk, url)
    for _ in range(40):
        EntryFactory(case=case)
        TaskFactory(case=case)
    long = asked(desk, url)
    assert len(long) == len(short)
    assert len(long) - EVERY_PAGE <= most
