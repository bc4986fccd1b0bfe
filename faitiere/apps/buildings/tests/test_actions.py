"""Homes and their descriptions, below any case: what is kept, what is refused."""

import pytest

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.buildings import actions
from faitiere.apps.buildings.models import DpeRecord, EnergyDescription
from faitiere.apps.buildings.rules import AlreadyThere, Refused

from .factories import HomeFactory


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def dpe(shared_data) -> bytes:
    return (shared_data / "energy" / "dpe" / "d010.xml.gz").read_bytes()


def test_a_home_is_created_and_journalled(actor):
    home = actions.create_home(actor=actor, address=" 14 chemin du Vieux-Pigeonnier ", postcode="31270")
    assert home.address == "14 chemin du Vieux-Pigeonnier"
    assert AuditEvent.objects.filter(verb="home.created", object_id=str(home.pk)).exists()


def test_only_what_changes_is_journalled(actor):
    home = HomeFactory()
    actions.update_home(actor=actor, home=home, postcode=home.postcode)
    assert not AuditEvent.objects.filter(verb="home.updated").exists()


def test_the_same_file_is_kept_once_a_home_but_may_serve_two(actor, dpe):
    home, other = HomeFactory(), HomeFactory()
    kept = actions.store_dpe(actor=actor, home=home, content=dpe, name="../../dpe.xml.gz")
    with pytest.raises(AlreadyThere) as known:
        actions.store_dpe(actor=actor, home=home, content=dpe, name="copie.xml.gz")
    actions.store_dpe(actor=actor, home=other, content=dpe, name="dpe.xml.gz")
    assert (known.value.record, kept.file_name, DpeRecord.objects.count()) == (kept, "dpe.xml.gz", 2)


def test_a_refused_file_says_why(actor):
    with pytest.raises(Refused, match="PDF"):
        actions.store_dpe(actor=actor, home=HomeFactory(), content=b"%PDF-1.7", name="dpe.xml")
    assert not DpeRecord.objects.exists()


def test_a_description_that_cannot_be_leaves_no_version(actor):
    with pytest.raises(Refused, match="Indiquez la commune"):
        actions.describe_by_answers(actor=actor, home=HomeFactory(), answers={"area": 100.0})
    assert not EnergyDescription.objects.exists()


def test_a_home_described_as_a_flat_becomes_one(actor):
    home = HomeFactory()
    actions.describe_by_answers(
        actor=actor, home=home, answers={"area": 60.0, "kind": "appartement", "code_insee": "31157"}
    )
    home.refresh_from_db()
    assert home.kind == "flat"


def test_versions_follow_each_other_and_the_first_never_changes(actor, dpe):
    home = HomeFactory()
    first = actions.take_dpe(actor=actor, home=home, content=dpe, name="dpe.xml.gz")
    second = actions.correct(actor=actor, description=first, corrections={"surface": 130.0})
    assert (first.version, second.version) == (1, 2)
    assert EnergyDescription.objects.get(version=1).result == first.result
    assert second.result["area_m2"] == 130
