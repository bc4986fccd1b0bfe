"""Houses or condominiums: what the import concludes from the qualifications, and what it leaves alone."""

import datetime as dt
import io

import pytest
from django.http import QueryDict

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.directory import actions, search
from faitiere.apps.directory.actions import Given
from faitiere.apps.directory.models import Professional
from faitiere.apps.directory.trades import homes_of, trades

from .factories import rge_file, row, siret

pytestmark = pytest.mark.django_db
HOUSE, FLATS = "Audit énergétique Maison individuelle", "Audit énergétique Logement collectif"


@pytest.fixture
def read(toulouse):
    def _read(*rows):
        actor, content = system_actor(toulouse), rge_file(*rows)
        run = actions.ask_import(actor=actor, file_name="rge.csv")
        actions.run_import(actor=actor, run=run, handle=io.BytesIO(content), size=len(content))
        run.refresh_from_db()
        return run

    return _read


def found(address: str) -> set[str]:
    return {one.name for one in search.matching(search.read(QueryDict(address)))}


def test_a_condominium_finds_those_whose_qualification_is_about_buildings(read):
    read(
        row(1, nom_entreprise="MAISONS", domaine=HOUSE),
        row(2, nom_entreprise="IMMEUBLES", domaine=FLATS),
        row(3, nom_entreprise="LES DEUX", domaine="Isolation des murs par l'extérieur"),
    )
    assert found("pour=copropriete") == {"IMMEUBLES", "LES DEUX"}
    assert found("pour=maison") == {"MAISONS", "LES DEUX"}


def test_several_qualifications_add_up(read):
    read(row(1, nom_entreprise="TOUS", domaine=HOUSE), row(1, nom_entreprise="TOUS", domaine=FLATS))
    assert found("pour=copropriete") == found("pour=maison") == {"TOUS"}


def test_who_works_for_no_private_person_is_not_shown_for_houses(read):
    read(row(1, nom_entreprise="PROS", domaine="Isolation des murs par l'extérieur", particulier="false"))
    assert (found("pour=maison"), found("pour=copropriete")) == (set(), {"PROS"})


def test_what_the_desk_said_of_the_homes_stays(read, toulouse):
    read(row(1, domaine=HOUSE))
    given = Given({"for_condominiums": True}, [], [])
    actions.correct_professional(actor=system_actor(toulouse), professional=Professional.objects.get(), given=given)
    run = read(row(1, domaine=HOUSE))
    assert (run.updated, found("pour=copropriete")) == (0, {"CHAUFFAGE 1"})


def test_what_a_company_told_when_it_registered_stays(read, toulouse):
    told = {"name": "INSCRITE", "for_houses": True, "for_condominiums": False}
    number = siret(9_980_000_000_001)
    actions.add_professional(actor=system_actor(toulouse), siret=number, given=Given(told, ["audit_collectif"], []))
    read(row(1, domaine=FLATS))
    one = Professional.objects.get(siret=number)
    assert (one.for_houses, one.for_condominiums) == (True, False)


def test_a_lost_qualification_takes_its_homes_away_and_an_unknown_domain_tells_nothing(read):
    others = [row(number) for number in range(2, 5)]
    read(row(1, domaine=HOUSE), row(1, domaine=FLATS), *others)
    read(row(1, domaine=HOUSE), *others)
    assert "CHAUFFAGE 1" not in found("pour=copropriete")
    read(row(9, nom_entreprise="INCONNUE", domaine="Domaine de demain"), row(1, domaine=HOUSE), *others)
    assert "INCONNUE" in found("pour=maison") - found("pour=copropriete")


def test_every_domain_of_a_trade_says_its_homes_with_a_source():
    today = dt.date(2026, 11, 25)
    homes = [homes_of(domain, today) for trade in trades().values() for domain in trade.domains]
    assert all(one and one.source and (one.houses or one.condominiums) for one in homes)
    assert homes_of(FLATS, dt.date(2010, 1, 1)) is None
