"""URL × role × tenant: every route is classified, and the classification holds for each of the cast.

The table is `access_matrix.csv`, readable by an auditor. A route added, or whose access changes, fails here until the
table says the same.
"""

import csv
from pathlib import Path

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.models import Membership
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.steering.tests.factories import pacte_type

from .routes import own_routes

TABLE = Path(__file__).with_name("access_matrix.csv")
NOWHERE = "00000000-0000-4000-8000-000000000000"
ROLE_OF = {
    "advisor": Role.ADVISOR,
    "legal_advisor": Role.LEGAL_ADVISOR,
    "manager": Role.MANAGER,
    "territory_admin": Role.TERRITORY_ADMIN,
    "funder": Role.FUNDER,
}
PEOPLE = [*ROLE_OF, "household", "platform_admin", "stranger"]


def table() -> dict[str, tuple[str, frozenset[str]]]:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return {row["route"]: (row["access"], frozenset(row["roles"].split())) for row in csv.DictReader(handle)}


def identify(route) -> str:
    return route.name


@pytest.fixture
def addresses(cast, toulouse):
    """Address of any route, with ids of rows that exist in Toulouse (or nowhere)."""
    case = CaseFactory(advisor=cast.advisor, person=PersonFactory())
    known = {
        "case_id": case.pk,
        "type_id": pacte_type(toulouse, "A2").pk,
        "membership_id": Membership.objects.get(user=cast.teammate).pk,
        "kind": "tbs",
        "token": "inconnu",
        "number": 1,
        "width": 480,
    }
    return lambda route: reverse(route.name, kwargs={name: known.get(name, NOWHERE) for name in route.parameters})


def answer_to(client, address):
    """Answer to a GET, or to an empty POST where the page takes nothing else."""
    answer = client.get(address)
    return client.post(address) if answer.status_code == 405 else answer


def test_every_route_is_in_the_table_and_nothing_else():
    assert sorted(route.name for route in own_routes()) == sorted(table())


@pytest.mark.parametrize("route", own_routes(), ids=identify)
def test_no_route_hides_another(route, addresses):
    """Two routes of the same address: the second would never be reached."""
    found = resolve(addresses(route)).func
    assert getattr(found, "access", None) is not None
    assert (found.__module__, found.__qualname__) == (route.view.__module__, route.view.__qualname__)


@pytest.mark.parametrize("route", own_routes(), ids=identify)
def test_a_view_carries_the_access_of_the_table(route):
    access = getattr(route.view, "access", None)
    assert access is not None, f"{route.name} has no access: use a decorator of faitiere.lib.access"
    assert (access.kind, access.roles) == table()[route.name]


@pytest.mark.parametrize("route", own_routes(), ids=identify)
def test_nobody_signed_in_opens_public_pages_only(route, client, addresses):
    answer = client.get(addresses(route), headers={"host": "localhost"})
    if answer.status_code == 405:
        answer = client.post(addresses(route), headers={"host": "localhost"})
    sent_to_login = answer.status_code == 302 and answer.headers["Location"].startswith("/compte/login/")
    assert sent_to_login == (table()[route.name][0] != "public")


@pytest.mark.parametrize("route", own_routes(), ids=identify)
def test_each_role_opens_what_the_table_says(route, cast, login, addresses):
    kind, roles = table()[route.name]
    admitted = {"public": PEOPLE, "signed_in": PEOPLE, "platform": ["platform_admin"]}.get(
        kind, [who for who in PEOPLE if ROLE_OF.get(who) in roles]
    )
    refused = [who for who in PEOPLE if answer_to(login(getattr(cast, who)), addresses(route)).status_code == 403]
    assert refused == [who for who in PEOPLE if who not in admitted]


@pytest.mark.parametrize("route", [route for route in own_routes() if "case_id" in route.parameters], ids=identify)
def test_the_case_of_another_territory_does_not_exist(route, cast, login, addresses):
    """Same page, the stranger's own host: 404, and nothing was written."""
    client = login(cast.stranger, host="foix.localhost")
    before = timezone.now()
    assert answer_to(client, addresses(route)).status_code == 404
    assert not AuditEvent.objects.filter(at__gte=before, actor_id=cast.stranger.pk).exists()


@pytest.mark.parametrize(
    "route",
    [route for route in own_routes() if "case_id" in route.parameters and not route.pattern.startswith("espace/")],
    ids=identify,
)
def test_the_case_of_another_organisation_does_not_exist(route, cast, login, addresses):
    client = login(cast.other_organisation)
    assert answer_to(client, addresses(route)).status_code == 404
