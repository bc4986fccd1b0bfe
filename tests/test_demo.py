"""The demonstration data, built once for the module on the database of the run and rolled back at its end."""

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Locale, Page

from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.buildings.models import EnergyDescription
from faitiere.apps.cases.enums import CaseStatus
from faitiere.apps.cases.models import Case, Draft, Entry, Task
from faitiere.apps.cases.permissions import visible_to
from faitiere.apps.steering.models import Act
from faitiere.apps.studies.enums import StudyStatus
from faitiere.apps.studies.models import Scenario, Study
from faitiere.apps.territories.actions import load_reference
from faitiere.apps.territories.enums import OrganisationKind, ProjectKind
from faitiere.apps.territories.models import Catchment, Commune, Organisation, ServedCommune, Territory
from faitiere.demo.actions import build
from faitiere.demo.stories import TERRITORIES, email_of, story
from faitiere.lib.tenancy import territory_scope

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("browser")]


class _Undo(Exception):
    """Ends the transaction that holds the demonstration."""


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Both territories, as `prepare_demo` builds them."""
    # Between two jobs the worker closes idle connections; this one holds the transaction that undoes everything.
    patch = pytest.MonkeyPatch()
    patch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            load_reference()
            if not Page.objects.filter(depth=1).exists():
                locale = Locale.objects.create(language_code="fr")
                Page.add_root(instance=Page(title="Racine", slug="racine", locale=locale))
            for name in TERRITORIES:
                assert build(name)
            yield
            raise _Undo
    except _Undo:
        pass
    finally:
        patch.undo()


@pytest.fixture
def metropole(demonstration):
    territory = Territory.objects.get(slug="toulouse-metropole")
    with territory_scope(territory):
        yield territory


def test_the_metropole_serves_its_thirty_seven_communes(metropole):
    served = set(ServedCommune.objects.values_list("commune_id", flat=True))
    # INSEE: 37 communes in the EPCI 243100518 on 1 January 2026.
    assert len(served) == 37
    assert served == set(Commune.objects.filter(epci_id="243100518").values_list("pk", flat=True))
    assert Catchment.objects.filter(project_kind=ProjectKind.HOUSE).count() == 37


def test_three_organisations_advise_and_one_funds(metropole):
    contacts = ["syndic", "agency", "company", "other"]
    kinds = sorted(Organisation.objects.exclude(kind__in=contacts).values_list("kind", flat=True))
    assert kinds == ["adil", "association", "funder", "metropole"]
    association = Organisation.objects.get(kind=OrganisationKind.ASSOCIATION)
    assert association.catchments.filter(project_kind=ProjectKind.HOUSE).count() == 10


def test_every_role_has_an_account(metropole):
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)
    assert User.objects.filter(is_platform_admin=True).count() == 1


def test_thirty_homes_and_a_condominium_at_every_stage_open_paused_and_closed(metropole):
    # Thirty-two told one by one, two opened after an event, one by an appointment taken online.
    assert Case.objects.count() == 32 + 2 + 1
    assert set(Case.objects.values_list("stage__position", flat=True)) == {1, 2, 3, 4, 5, 6, 8}
    statuses = set(Case.objects.values_list("status", flat=True))
    assert statuses == set(CaseStatus)
    assert Case.objects.filter(advisor=None).count() == 5


def test_homes_are_described_compared_and_reported(metropole):
    described = EnergyDescription.objects.values("home").distinct().count()
    assert described >= 12
    assert {one.result["status"] for one in EnergyDescription.objects.all()} == {"ok"}
    assert Study.objects.count() >= 6
    assert Study.objects.filter(status=StudyStatus.PRINTED, report__isnull=False).count() >= 3
    chosen = Scenario.objects.filter(is_chosen=True)
    assert all(one.plan and one.aids for one in chosen)


def test_acts_are_spread_over_the_last_months(metropole):
    codes = set(Act.objects.values_list("act_type__code", flat=True))
    assert codes == {"A1", "A2"}
    assert len({(day.year, day.month) for day in Act.objects.values_list("done_on", flat=True)}) >= 5


def test_the_history_is_told_in_order(metropole):
    for case in Case.objects.all():
        moments = list(Entry.objects.filter(case=case).order_by("at").values_list("at", flat=True))
        assert moments[0] >= case.opened_at
    moments = list(AuditEvent.objects.order_by("number").values_list("at", flat=True))
    told = [moment for moment in moments if moment < moments[-1]]
    assert told == sorted(told)


def test_some_tasks_are_late_and_some_are_to_come(metropole):
    assert Task.objects.count() >= 4


def test_the_journal_is_whole(demonstration):
    call_command("verify_audit")


def test_a_second_run_changes_nothing(metropole):
    before = (Case.objects.count(), AuditEvent.objects.count(), User.objects.count())
    assert [build(name) for name in TERRITORIES] == [False, False]
    assert (Case.objects.count(), AuditEvent.objects.count(), User.objects.count()) == before


def test_a_text_begun_waits_in_its_case(demonstration):
    with territory_scope(Territory.objects.get(slug="toulouse-metropole")):
        draft = Draft.objects.get()
        assert (draft.author.last_name, draft.case.title) == ("Delmas", "Étienne Labarthe")
        assert draft.place == f"fil:{draft.case_id}"


def test_the_second_territory_sees_nothing_of_the_first(demonstration):
    muretain = Territory.objects.get(slug="muretain")
    with territory_scope(muretain):
        assert Case.objects.count() == 3
        ines = User.objects.get(email=email_of(["Inès", "Delmas"]))
        assert not visible_to(actor_for(ines, muretain)).exists()


def test_an_interrupted_build_leaves_nothing(demonstration, monkeypatch):
    told = story("muretain") | {"account": [], "case": []}
    told["territory"] |= {"slug": "ailleurs", "hosts": ["ailleurs.localhost"]}
    monkeypatch.setattr("faitiere.demo.actions.building.story", lambda name: told)
    monkeypatch.setattr("faitiere.demo.actions.building.open_portal", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        build("ailleurs")
    assert not Territory.objects.filter(slug="ailleurs").exists()


def _interrupted(**given):
    raise KeyboardInterrupt
