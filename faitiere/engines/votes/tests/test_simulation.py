"""Draws against probabilities that can be worked out by hand."""

from datetime import date

import pytest

from faitiere.engines.votes import Article, Electorate, Leaning, Resolution, simulate

DAY = date(2026, 11, 25)
ENERGY = Resolution(Article.A25, energy=True)


def test_certain_votes_are_counted_exactly():
    held = {"a": 400, "b": 300, "c": 300}
    sure = {"a": Leaning(1, 1, 0), "b": Leaning(1, 1, 0), "c": Leaning(1, 0, 1)}
    found = simulate(Electorate(held, len(held)), sure, resolution=ENERGY, on=DAY)
    assert (found.first, found.second, found.voices_for) == (1.0, 0.0, (700, 700, 700))


def test_exactly_half_is_refused_then_adopted_by_the_second_vote():
    held = dict.fromkeys("abcd", 250)
    sure = {"a": Leaning(1, 1, 0), "b": Leaning(1, 1, 0), "c": Leaning(1, 0, 1)}
    found = simulate(Electorate(held, len(held)), sure, resolution=ENERGY, on=DAY)
    assert (found.first, found.second, found.passes) == (0.0, 1.0, 1.0)


def test_one_owner_decides_as_often_as_it_comes():
    """400 sure voices of 1,000, and an owner of 200 who comes three times in four: adopted at once 75 % of the time."""
    held = {"a": 400, "b": 200, "c": 400}
    found = simulate(
        Electorate(held, len(held)), {"a": Leaning(1, 1, 0), "b": Leaning(0.75, 1, 0)}, resolution=ENERGY, on=DAY
    )
    assert found.first == pytest.approx(0.75, abs=0.02)  # 4 standard deviations of 10,000 draws


def test_an_absent_owner_whose_coming_decides_is_worth_the_whole_chance():
    """400 surely for, 400 surely against, an absent owner of 200 who leans for: refused without it, adopted with it."""
    held = Electorate({"a": 400, "b": 200, "c": 400}, 3)
    leanings = {"a": Leaning(1, 1, 0), "b": Leaning(0, 1, 0), "c": Leaning(1, 0, 1)}
    found = simulate(held, leanings, resolution=Resolution(Article.A24), on=DAY)
    assert (found.passes, found.if_came) == (0.0, {"b": 1.0})
    assert simulate(held, leanings, resolution=Resolution(Article.UNANIMITY), on=DAY).if_came == {"b": 0.0}


def test_an_absent_owner_who_leans_against_would_take_the_chance_away():
    held = Electorate({"a": 400, "b": 500, "c": 300}, 3)
    leanings = {"a": Leaning(1, 1, 0), "b": Leaning(0.4, 0, 1)}
    found = simulate(held, leanings, resolution=Resolution(Article.A24), on=DAY)
    assert found.if_came == {"b": -1.0, "c": 0.0}


def test_who_surely_comes_is_no_absentee_whatever_its_voices():
    held = Electorate({"a": 600, "b": 200, "c": 400}, 3)
    leanings = {"a": Leaning(1, 1, 0), "b": Leaning(0.5, 1, 0), "c": Leaning(0.9, 0, 1)}
    assert simulate(held, leanings, resolution=ENERGY, on=DAY).if_came == {}


def test_the_likely_count_is_the_median_one():
    held = Electorate({"a": 400, "b": 300, "c": 300}, 3)
    sure = {"a": Leaning(1, 1, 0), "b": Leaning(1, 0, 1)}
    likely = simulate(held, sure, resolution=ENERGY, on=DAY).likely
    assert (likely.votes_for, likely.votes_against, likely.heads, likely.heads_for) == (400, 300, 2, 1)


def test_few_voices_open_a_new_meeting_for_energy_works_only():
    held = dict.fromkeys("abcd", 250)
    sure = {"a": Leaning(1, 1, 0)}
    assert simulate(Electorate(held, len(held)), sure, resolution=ENERGY, on=DAY).new_meeting == 1.0
    assert simulate(Electorate(held, len(held)), sure, resolution=Resolution(Article.A25), on=DAY).new_meeting == 0.0


def test_two_owners_follow_their_own_rule():
    held = {"a": 667, "b": 333}
    assert simulate(Electorate(held, len(held)), {"a": Leaning(1, 1, 0)}, resolution=ENERGY, on=DAY).first == 1.0


def test_the_same_seed_gives_the_same_answer():
    held = dict.fromkeys("abcdefg", 100)
    leanings = dict.fromkeys(held, Leaning(0.6, 0.5, 0.3))
    assert simulate(Electorate(held, len(held)), leanings, resolution=ENERGY, on=DAY) == simulate(
        Electorate(held, len(held)), leanings, resolution=ENERGY, on=DAY
    )


def test_impossible_chances_are_refused():
    with pytest.raises(ValueError, match="entre 0 et 1"):
        Leaning(1, 0.8, 0.4)


def test_a_key_of_two_owners_in_a_larger_syndicate_is_simulated_by_the_rules_of_all():
    """400 of 800, surely for, against 400 surely absent: refused at article 25, adopted at the second vote (25-1)."""
    found = simulate(Electorate({"a": 400, "b": 400}, syndicate=48), {"a": Leaning(1, 1, 0)}, resolution=ENERGY, on=DAY)
    assert (found.first, found.second) == (0.0, 1.0)


def test_voices_of_unknown_owners_are_in_the_majority_of_all():
    """450 sure voices of 850 known pass article 25; of 1,000 with 150 unknown they do not."""
    held, sure = {"a": 450, "b": 250, "c": 150}, {"a": Leaning(1, 1, 0)}
    assert simulate(Electorate(held, 4), sure, resolution=ENERGY, on=DAY).first == 1.0
    assert simulate(Electorate(held, 4, 150), sure, resolution=ENERGY, on=DAY).first == 0.0
