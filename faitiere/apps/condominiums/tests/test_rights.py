"""Who opens which page of a condominium's space, role by role: the table of docs/utiliser/conseil-syndical.md."""

from pathlib import Path

import pytest

from faitiere.apps.assemblies.tests.factories import LIST
from faitiere.apps.buildings.actions import import_lots
from faitiere.apps.buildings.lots_rules import plan
from faitiere.apps.buildings.lots_table import read_table
from faitiere.apps.cases.enums import ParticipantRole
from faitiere.apps.condominiums.rights import RIGHTS

from .factories import address, case_of, costed_meeting, joins

PAGE = Path(__file__).resolve().parents[4] / "docs" / "utiliser" / "conseil-syndical.md"
PAGES = ("building", "meetings", "plan", "bills", "members", "share")
# What each role opens of these pages; whoever owns lots also opens "share".
OPENS = {
    "referent": {"building", "meetings", "plan", "bills", "members"},
    "president": {"building", "meetings", "plan", "bills", "members"},
    "council": {"building", "meetings", "plan", "bills", "members"},
    "syndic": {"building", "meetings", "plan", "bills", "members"},
    "architect": {"building", "meetings", "plan", "bills"},
    "owner": {"building", "meetings", "plan", "bills"},
    "relative": {"building", "meetings"},
    "tenant": {"building"},
    "other": set(),
}


@pytest.fixture
def case(cast, toulouse):
    return case_of(cast, toulouse)


def opened(client, case):
    return {page for page in PAGES if client.get(address(page, case)).status_code == 200}


def test_the_page_of_the_council_says_the_same_as_the_code():
    """Columns of the table of the docs, in its order."""
    asked = ("building", "meetings", "plan", "bills", "type_bills", "leanings", "members", "lead", "deposit", "quotes")
    said = {role.label: ["oui" if right in RIGHTS[role] else "non" for right in asked] for role in ParticipantRole}
    lines = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if "|" in line]
    assert {name: answers for name, *answers in lines[2:]} == said


def test_appointments_and_quotes_are_those_of_the_same_people():
    """One column of the table for both."""
    assert all(("appointments" in rights) == ("quotes" in rights) for rights in RIGHTS.values())


def test_every_role_is_in_the_table():
    assert set(OPENS) == set(ParticipantRole.values)


@pytest.mark.parametrize("role", OPENS)
def test_a_role_opens_its_pages_and_no_other(role, case, login):
    assert opened(login(joins(case, role)), case) == OPENS[role]


@pytest.mark.parametrize("role", ["owner", "council", "syndic"])
def test_who_owns_lots_also_opens_its_share(role, case, login):
    assert opened(login(joins(case, role, owner="M. Roux")), case) == OPENS[role] | {"share"}


@pytest.mark.parametrize("role", OPENS)
def test_the_menu_shows_what_opens(role, case, login):
    page = login(joins(case, role)).get(address("case", case)).content.decode()
    shown = {name for name in PAGES if f'href="{address(name, case)}"' in page}
    assert shown == OPENS[role]


def test_an_owner_of_another_building_finds_nothing(case, cast, toulouse, login):
    elsewhere = case_of(cast, toulouse, name="Résidence Voisine")
    client = login(joins(elsewhere, "owner", owner="M. Roux"))
    assert opened(client, case) == set()
    assert client.get(address("case", case)).status_code == 404


def test_a_meeting_of_another_building_is_not_found(case, cast, toulouse, login):
    elsewhere = costed_meeting(case_of(cast, toulouse, name="Résidence Voisine"))
    client = login(joins(case, "president"))
    assert client.get(address("meeting", case, meeting_id=elsewhere.pk)).status_code == 404


def test_an_owner_that_sold_its_last_lot_leaves_the_space(case, cast, toulouse, login):
    client = login(joins(case, "owner", owner="M. Roux"))
    assert client.get(address("share", case)).status_code == 200
    sold = plan(read_table(LIST.replace("M. Roux", "Mme Suivante").encode()), totals={})
    import_lots(actor=cast.actor("advisor", toulouse), condominium=case.home.condominium, plan=sold)
    assert client.get(address("case", case)).status_code == 404


def test_no_page_of_the_space_shows_who_owns_which_lot(case, login):
    client = login(joins(case, "owner", owner="M. Roux"))
    for page in ("case", "building", "meetings", "share"):
        assert "Mme Lebrun" not in client.get(address(page, case)).content.decode()


@pytest.mark.parametrize("role", ["council", "syndic", "architect", "owner"])
def test_only_who_leads_invites(role, case, login):
    client = login(joins(case, role))
    given = {"role": "relative", "last_name": "Nouveau", "email": "nouveau@example.org"}
    assert client.post(address("members", case), given).status_code == 404
    assert case.participants.count() == 2


def test_an_owner_types_no_bill(case, login):
    client = login(joins(case, "owner", owner="M. Roux"))
    assert client.post(address("bills", case), {"year": "2020"}).status_code == 404


# The home page holds the cards of every app of the space.
MOST_READS = {
    "building": 15,
    "meetings": 15,
    "plan": 15,
    "bills": 15,
    "members": 15,
    "documents": 15,
    "share": 18,
    "case": 24,
}


@pytest.mark.parametrize("page", MOST_READS)
def test_pages_ask_the_same_of_the_database_whatever_the_lots(page, case, cast, toulouse, login, asked_by):
    client = login(joins(case, "president", owner="M. Roux"))
    costed_meeting(case)
    before = asked_by(client, address(page, case))
    many = LIST + "".join(f"{n};Propriétaire {n};10\n" for n in range(5, 105))
    found = plan(read_table(many.encode()), totals={})
    import_lots(actor=cast.actor("advisor", toulouse), condominium=case.home.condominium, plan=found)
    assert asked_by(client, address(page, case)) == before <= MOST_READS[page]


def test_the_sheet_at_the_desk_asks_fifteen_reads_at_most_whatever_the_lots(case, cast, toulouse, login, asked_by):
    many = LIST + "".join(f"{n};Propriétaire {n};10\n" for n in range(5, 205))
    found = plan(read_table(many.encode()), totals={})
    import_lots(actor=cast.actor("advisor", toulouse), condominium=case.home.condominium, plan=found)
    assert asked_by(login(cast.advisor), f"/bureau/dossiers/{case.pk}/copropriete/") <= 15
