"""Duplicates found at night: alike people in the same block only, and the work grows with the number of people."""

import itertools

import pytest

from faitiere.apps.contacts import actions, blocking
from faitiere.apps.contacts.blocking import pairs_of, sound
from faitiere.apps.contacts.models import DuplicatePair
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import PersonFactory

YVETTE = ("CAZALBOU YVETTE", "639981433", "yvette@example.org")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (("CAZALBOUX YVETTE", "", "yvette@example.org"), "a_email"),
        (("YVETTE CAZALBOU", "639981433", ""), "b_phone"),
        (("KAZALBOUX YVETTE", "639981434", ""), "c_typo"),
        (("CAZALBOU YVETTE", "639981455", ""), None),
        (("CAZALBOU YVETTE", "639981343", ""), "c_typo"),
        (("CAZALBOU YVETTE", "", ""), "d_name"),
        (("CAZALBOU YVETTE", "561000001", ""), None),
        (("LESTRADE GERARD", "639981433", ""), None),
    ],
)
def test_who_could_be_the_same_person_and_why(other, reason):
    found = [one.reason for one in pairs_of([(1, *YVETTE), (2, *other)])]
    assert found == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (("CAZALBOU YVETTE", "561000001", "", ("639981433",)), "b_phone"),
        (("CAZALBOU YVETTE", "561000001", "", ("yvette@example.org",)), "a_email"),
        (("LESTRADE GERARD", "561000001", "", ("639981433",)), None),
    ],
)
def test_a_further_phone_or_address_pairs_as_the_main_one(other, reason):
    found = [one.reason for one in pairs_of([(1, *YVETTE), (2, *other)])]
    assert found == ([reason] if reason else [])


def test_the_night_reads_the_further_phones(cast, toulouse):
    """Two rows that only share the number a former merge put aside."""
    actor = cast.actor("advisor", toulouse)
    first = PersonFactory(phone="+33561000001", email="")
    twin = PersonFactory(phone="+33639981433", email="")
    actions.add_point(actor=actor, person=first, kind="phone", value="+33639981433")
    assert actions.look_for_duplicates(actor=actor) == 1
    assert {DuplicatePair.objects.get().first_id, DuplicatePair.objects.get().second_id} == {first.pk, twin.pk}


@pytest.mark.parametrize(("one", "other"), [("DUPOND", "DUPONT"), ("MOREAU", "MORO"), ("PHILIPPE", "FILIPE")])
def test_names_that_sound_alike_meet_in_one_block(one, other):
    assert sound(one) == sound(other)


def test_a_switchboard_shared_by_thousands_costs_no_square(monkeypatch):
    """2,000 people behind one number: 1,999,000 pairs in all, six neighbours a person are compared at most."""
    compared = itertools.count()
    monkeypatch.setattr(blocking, "reason_of", lambda one, other: next(compared) and None)
    assert list(pairs_of((rank, f"NOM{rank} PRENOM{rank}", "561000001", "") for rank in range(2000))) == []
    assert next(compared) <= 2000 * 6


def test_the_night_keeps_each_pair_once_and_forgets_those_corrected(cast, toulouse):
    actor, first, twin = cast.actor("advisor", toulouse), PersonFactory(), PersonFactory(last_name="Cazalboux")
    with territory_scope(other_territory()):
        PersonFactory()
    assert [actions.look_for_duplicates(actor=actor) for _ in range(2)] == [1, 1]
    pair = DuplicatePair.objects.get()
    assert {pair.first, pair.second} == {first, twin}
    other = actions.PersonFields("Lestrade", "Gérard", "", "+33561000001", "gerard@example.org")
    actions.update_person(actor=actor, person=twin, given=other)
    assert actions.look_for_duplicates(actor=actor) == 0
    assert not DuplicatePair.objects.exists()
