"""Voices, proxies and ballots that cannot be."""

from datetime import date

import pytest

from faitiere.engines.votes import Ballot, Choice, Electorate, Owner, electorate, proxy_faults, tally

DAY = date(2026, 11, 25)


def test_the_same_owner_twice_is_refused():
    with pytest.raises(ValueError, match="figure deux fois"):
        electorate([Owner("a", 100), Owner("a", 50)], syndicate=2)


def test_negative_shares_are_refused():
    with pytest.raises(ValueError, match="négatifs"):
        Owner("a", -1)


def test_no_share_at_all_is_refused():
    with pytest.raises(ValueError, match="saisissez la clé"):
        electorate([Owner("a", 0)], syndicate=1)


def test_a_stranger_does_not_vote():
    with pytest.raises(ValueError, match="n'est pas copropriétaire"):
        tally(Electorate({"a": 100, "b": 100}, 2), {"z": Ballot(Choice.FOR)})


@pytest.mark.parametrize(("each", "faulty"), [(25, True), (20, False)])
def test_four_proxies_hold_only_within_a_tenth_of_the_voices(each, faulty):
    """Article 22: with 1,000 voices, five owners of 25 make 125, above 100; of 20 they make 100."""
    held = {f"o{i}": each for i in range(5)} | {"reste": 1000 - 5 * each}
    proxies = {f"o{i}": "o0" for i in range(1, 5)}
    assert bool(proxy_faults(Electorate(held, len(held)), proxies, on=DAY)) is faulty


def test_three_proxies_are_always_allowed():
    held = {"a": 300, "b": 300, "c": 300, "d": 100}
    assert proxy_faults(Electorate(held, 4), {"b": "a", "c": "a", "d": "a"}, on=DAY) == {}
