"""Majorities of the law of 10 July 1965: ties, exactly one third, one half, two thirds; heads; two owners."""

import doctest
from datetime import date

import pytest

from faitiere.engines.params import NoValue
from faitiere.engines.votes import (
    Article,
    Ballot,
    Choice,
    Next,
    Owner,
    Presence,
    Resolution,
    Shortfall,
    decide,
    electorate,
    outcome,
    shortfall,
    tally,
)

DAY = date(2026, 11, 25)
FOR, AGAINST, ABSTAIN = (Ballot(choice) for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN))
ENERGY = Resolution(Article.A25, energy=True)


def test_examples_of_the_docstrings_are_true():
    assert doctest.testmod(outcome).failed == 0


def twelve(votes_for: int, votes_against: int = 0, votes_abstain: int = 0):
    """A syndicate of twelve owners of 100 tantièmes: so many for, against, abstaining; the others are absent."""
    ballots = [FOR] * votes_for + [AGAINST] * votes_against + [ABSTAIN] * votes_abstain
    held = electorate([Owner(f"o{i}", 100) for i in range(12)], syndicate=12)
    return tally(held, {f"o{i}": ballot for i, ballot in enumerate(ballots)})


@pytest.mark.parametrize(
    ("article", "count", "adopted"),
    [
        # Article 24: more for than against; a tie is refused; abstentions do not count.
        (Article.A24, twelve(3, 2, 7), True),
        (Article.A24, twelve(3, 3), False),
        # Article 25: more than half of all voices; 600 of 1,200 is exactly half.
        (Article.A25, twelve(7), True),
        (Article.A25, twelve(6), False),
        # Article 26: at least two thirds of all voices (800 of 1,200) and more than half of the owners (8 of 12).
        (Article.A26, twelve(8), True),
        (Article.A26, twelve(7), False),
        (Article.UNANIMITY, twelve(12), True),
        (Article.UNANIMITY, twelve(11, 0, 1), False),
    ],
)
def test_each_majority_at_its_border(article, count, adopted):
    assert decide(count, Resolution(article), on=DAY).adopted is adopted


def test_exactly_one_third_opens_the_second_vote_of_article_25_1():
    found = decide(twelve(4, 3), ENERGY, on=DAY)  # 400 of 1,200
    assert (found.adopted, found.next) == (False, Next.SECOND_VOTE_24)


def test_under_one_third_energy_works_keep_a_new_meeting_within_three_months():
    found = decide(twelve(3, 2), ENERGY, on=DAY)
    assert found.next == Next.NEW_MEETING_24
    assert "dans les 3 mois" in found.next_reason


def test_under_one_third_other_works_stop_there():
    assert decide(twelve(3, 2), Resolution(Article.A25), on=DAY).next == Next.NONE


def test_the_new_meeting_did_not_exist_before_the_law_of_april_2024():
    assert decide(twelve(3, 2), ENERGY, on=date(2024, 4, 10)).next == Next.NONE


def test_article_26_asks_for_heads_as_well_as_voices():
    owners = [Owner("grand", 500), Owner("moyen", 300), *(Owner(f"petit{i}", 50) for i in range(4))]
    held = electorate(owners, syndicate=6)  # 1,000 voices, six owners
    count = tally(held, {"grand": FOR, "moyen": FOR})  # 800 voices, but two heads of six
    found = decide(count, Resolution(Article.A26), on=DAY)
    assert not found.adopted
    assert found.next == Next.SECOND_VOTE_25  # both voters, and at least a third (article 26-1)


def test_article_26_1_asks_for_half_of_those_who_vote():
    found = decide(twelve(5, 6), Resolution(Article.A26), on=DAY)  # 5 of 11 heads, 500 of 1,200
    assert found.next == Next.NONE


def test_an_owner_of_more_than_half_is_reduced_to_the_sum_of_the_others():
    """Article 22: 600 of 1,000 tantièmes count as 400, so that the majority of all is more than 400."""
    held = electorate([Owner("bailleur", 600), Owner("a", 250), Owner("b", 150)], syndicate=3)
    assert held.voices["bailleur"] == 400
    assert not decide(
        tally(held, {"bailleur": FOR, "a": AGAINST, "b": AGAINST}), Resolution(Article.A24), on=DAY
    ).adopted


@pytest.mark.parametrize(
    ("article", "share", "adopted"),
    # Article 41-8 and after: more than half for article 24, two thirds for article 25.
    [(Article.A24, 500, False), (Article.A24, 501, True), (Article.A25, 666, False), (Article.A25, 667, True)],
)
def test_two_owners_have_rules_of_their_own(article, share, adopted):
    held = electorate([Owner("a", share), Owner("b", 1000 - share)], syndicate=2)
    found = decide(tally(held, {"a": FOR, "b": AGAINST}), Resolution(article), on=DAY)
    assert found.adopted is adopted
    assert found.next == Next.NONE


def test_an_amended_resolution_loses_the_postal_votes_for_it():
    """Article 17-1 A: whoever had voted for it by post counts as absent; the refusals stay."""
    held = electorate([Owner(name, 100) for name in "abcd"], syndicate=4)
    ballots = {"a": Ballot(Choice.FOR, Presence.POSTAL), "b": Ballot(Choice.AGAINST, Presence.POSTAL), "c": FOR}
    count = tally(held, ballots, amended=True)
    assert (count.votes_for, count.votes_against, count.absent, count.heads) == (100, 100, 200, 2)


def test_a_day_before_the_known_rules_is_refused():
    with pytest.raises(NoValue):
        decide(twelve(7), ENERGY, on=date(1900, 1, 1))


@pytest.mark.parametrize(
    ("votes_for", "votes_against", "follow"),
    [
        # Article 26-1 (law of 10 July 1965): half at least of those who vote, holding a third at least of all voices.
        (4, 4, Next.SECOND_VOTE_25),  # exactly half of the 8 heads, exactly a third (400 of 1,200)
        (4, 5, Next.NONE),  # a third, 4 of 9 heads
        (3, 3, Next.NONE),  # half of the heads, 300 of 1,200
    ],
)
def test_article_26_1_at_exactly_half_of_the_heads_and_a_third_of_the_voices(votes_for, votes_against, follow):
    assert decide(twelve(votes_for, votes_against), Resolution(Article.A26), on=DAY).next == follow


def staircase(first: int, *, syndicate: int = 48):
    """A key of 1,000 tantièmes held by two owners only, in a building of 48 owners; the first is for."""
    held = electorate([Owner("a", first), Owner("b", 1000 - first)], syndicate=syndicate)
    return tally(held, {"a": FOR, "b": AGAINST})


def test_a_key_of_two_owners_in_a_larger_syndicate_follows_the_rules_of_all():
    """Articles 41-8 and after speak of a syndicate of two co-owners, not of a key held by two (Legifrance).

    Article 22: 600 of 1,000 count as 400, as much as the other; 400 of 800 is no majority of article 25, and the
    second vote of article 25-1 opens, which a syndicate of two does not know.
    """
    count = staircase(600)
    assert (count.votes_for, count.total) == (400, 800)
    found = decide(count, Resolution(Article.A25), on=DAY)
    assert (found.adopted, found.next) == (False, Next.SECOND_VOTE_24)
    assert not decide(count, Resolution(Article.A24), on=DAY).adopted


def test_the_same_shares_in_a_syndicate_of_two_follow_its_rules():
    """Article 22 does not reduce there: 600 of 1,000 decide article 24 alone, not article 25 (two thirds)."""
    count = staircase(600, syndicate=2)
    assert (count.votes_for, count.total) == (600, 1000)
    assert decide(count, Resolution(Article.A24), on=DAY).adopted
    assert decide(count, Resolution(Article.A25), on=DAY).next == Next.NONE


def test_the_only_owner_of_a_key_keeps_its_voices():
    """Article 24, last paragraph: those alone who bear an expense vote it; nobody else's voices could reduce it."""
    held = electorate([Owner("a", 100), Owner("b", 0)], syndicate=48)
    assert decide(tally(held, {"a": FOR}), Resolution(Article.A25), on=DAY).adopted


def test_lots_without_known_owner_count_in_the_voices_of_all():
    """Article 25: 450 of 1,000 is no majority, though it is one of the 850 whose owner is known."""
    held = electorate([Owner("a", 450), Owner("b", 250), Owner("c", 150)], syndicate=4, unowned=150)
    count = tally(held, {"a": FOR})
    assert (count.total, count.owners, count.absent) == (1000, 4, 550)
    assert not decide(count, Resolution(Article.A25), on=DAY).adopted


def test_unanimity_is_not_reached_without_the_unknown_owners():
    held = electorate([Owner("a", 500), Owner("b", 400)], syndicate=3, unowned=100)
    assert not decide(tally(held, {"a": FOR, "b": FOR}), Resolution(Article.UNANIMITY), on=DAY).adopted


@pytest.mark.parametrize(
    ("article", "count", "lacking"),
    [
        (Article.A24, twelve(3, 3), Shortfall(1)),  # a tie of 300: 301 for
        (Article.A25, twelve(6), Shortfall(1)),  # exactly half of 1,200: 601 for
        (Article.A25, twelve(4, 3), Shortfall(201)),
        (Article.A26, twelve(7), Shortfall(100)),  # 800 of 1,200; 7 heads of 12 are more than half
        (Article.A26, twelve(5, 4), Shortfall(300, 2)),  # 7 heads
        (Article.A26, twelve(8), Shortfall(0)),
        (Article.UNANIMITY, twelve(11), Shortfall(100)),
    ],
)
def test_what_lacks_is_counted_in_voices_and_heads(article, count, lacking):
    """Law of 10 July 1965, articles 24, 25 and 26."""
    assert shortfall(count, article, on=DAY) == lacking


@pytest.mark.parametrize(("article", "voices"), [(Article.A24, 1), (Article.A25, 167)])
def test_what_lacks_in_a_syndicate_of_two(article, voices):
    """Article 41-8 and after: 501, or two thirds (667), of 1,000."""
    assert shortfall(staircase(500, syndicate=2), article, on=DAY) == Shortfall(voices)
