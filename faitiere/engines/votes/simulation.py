"""The meeting simulated before it is held: draws of presence and choice, on columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from faitiere.engines import params

from .ballots import Electorate, Tally
from .outcome import Article, Resolution

DRAWS = 10_000
# Of the owners likely to be absent, those whose coming is worked out: the heaviest.
_MOST_ABSENT = 30


@dataclass(frozen=True, slots=True)
class Leaning:
    """What is expected of one owner: chance to vote at all, then chances for and against (the rest abstains)."""

    presence: float
    votes_for: float
    votes_against: float

    def __post_init__(self) -> None:
        parts = (self.presence, self.votes_for, self.votes_against, 1 - self.votes_for - self.votes_against)
        if not all(-1e-9 <= part <= 1 + 1e-9 for part in parts):
            raise ValueError("Les chances d'un copropriétaire sont entre 0 et 1, et leur somme ne dépasse pas 1.")


@dataclass(frozen=True, slots=True)
class Simulation:
    """Chances of a resolution over the draws.

    `first`: adopted at once; `second`: refused, then adopted by the immediate second vote, choices unchanged;
    `new_meeting`: refused with the right to a new meeting; `voices_for`: 10th, 50th and 90th centiles, in voices;
    `likely`: the count whose voices and heads are the median ones.
    `if_came`: owner likely to be absent → what its coming, voting as it leans, adds to the chance of passing.
    """

    draws: int
    first: float
    second: float
    new_meeting: float
    voices_for: tuple[int, int, int]
    likely: Tally
    if_came: dict[str, float]

    @property
    def passes(self) -> float:
        """Chance to be adopted in the meeting, at the first or the second vote."""
        return self.first + self.second


def simulate(
    electorate: Electorate,
    leanings: Mapping[str, Leaning],
    *,
    resolution: Resolution,
    on: date,
    seed: int = 0,
) -> Simulation:
    """10,000 meetings of an electorate; an owner without a leaning never comes.

    The same seed gives the same answer. Choices stay the same at the second vote: a cautious hypothesis.
    """
    names = list(electorate.voices)
    weight = np.array(list(electorate.voices.values()), dtype=np.int64)
    chance = np.array([_chances(leanings.get(name)) for name in names])
    drawn = np.random.default_rng(seed).random((2, DRAWS, len(names)), dtype=np.float32)
    votes = drawn[0] < chance[:, 0]
    would = drawn[1] < chance[:, 1], (drawn[1] >= chance[:, 1]) & (drawn[1] < chance[:, 1] + chance[:, 2])
    is_for, is_against = votes & would[0], votes & would[1]
    counts = _Counts(is_for @ weight, is_against @ weight, votes.sum(axis=1), is_for.sum(axis=1), electorate)
    first = counts.adopted(resolution.article, on)
    second, again = _follow(counts, resolution, on)
    passed = first | second
    low, likely, high = np.quantile(counts.votes_for, (0.1, 0.5, 0.9)).astype(int).tolist()

    def gain(place: int) -> float:
        """Chance of passing when the owner comes, less the chance when it does not."""
        away = counts.without(votes[:, place], (is_for[:, place], is_against[:, place]), int(weight[place]))
        here = away.plus((would[0][:, place], would[1][:, place]), int(weight[place]))
        return float(here.passed(resolution, on).mean() - away.passed(resolution, on).mean())

    return Simulation(
        draws=DRAWS,
        first=float(first.mean()),
        second=float((~first & second).mean()),
        new_meeting=float((~passed & again).mean()),
        voices_for=(low, likely, high),
        likely=counts.median(likely),
        if_came={names[place]: gain(place) for place in _likely_absent(chance, weight)},
    )


def _chances(leaning: Leaning | None) -> tuple[float, float, float]:
    return (leaning.presence, leaning.votes_for, leaning.votes_against) if leaning else (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Counts:
    """Counts of each draw, shapes (draws,): voices for and against, heads voting and for; and of whom."""

    votes_for: NDArray
    votes_against: NDArray
    heads: NDArray
    heads_for: NDArray
    electorate: Electorate

    def without(self, voted: NDArray, answered: tuple[NDArray, NDArray], voices: int) -> "_Counts":
        """The same meetings without an owner: whether it voted, for or against, in each draw, and its voices."""
        was_for, was_against = answered
        return replace(
            self,
            votes_for=self.votes_for - was_for * voices,
            votes_against=self.votes_against - was_against * voices,
            heads=self.heads - voted,
            heads_for=self.heads_for - was_for,
        )

    def plus(self, answers: tuple[NDArray, NDArray], voices: int) -> "_Counts":
        """The same meetings with one more owner there, for or against in each draw."""
        is_for, is_against = answers
        return replace(
            self,
            votes_for=self.votes_for + is_for * voices,
            votes_against=self.votes_against + is_against * voices,
            heads=self.heads + 1,
            heads_for=self.heads_for + is_for,
        )

    def passed(self, resolution: Resolution, on: date) -> NDArray:
        """Draws adopted at the first vote or at the second one of the same evening."""
        return self.adopted(resolution.article, on) | _follow(self, resolution, on)[0]

    def median(self, votes_for: int) -> Tally:
        against, heads, heads_for = (int(np.median(many)) for many in (self.votes_against, self.heads, self.heads_for))
        whole = self.electorate
        return Tally(whole.total, whole.owners, whole.syndicate, votes_for, against, 0, heads, heads_for)

    def against_share(self, name: str, article: Article, on: date) -> NDArray:
        """(draws,) voices for, less a share of all voices, times its denominator: exact integers, 0 at the border."""
        share = _share(name, article, on)
        return self.votes_for * share.denominator - share.numerator * self.electorate.total

    def adopted(self, article: Article, on: date) -> NDArray:
        owners = self.electorate.owners
        if self.electorate.syndicate == 2 and article in (Article.A24, Article.A25):
            left = self.against_share("vote_two_owners", article, on)
            return left > 0 if article == Article.A24 else left >= 0
        if article == Article.A24:
            return self.votes_for > self.votes_against
        if article == Article.A25:
            return self.against_share("vote_threshold", article, on) > 0
        if article == Article.A26:
            heads = _share("vote_head_count", article, on)
            enough = self.heads_for * heads.denominator > heads.numerator * owners
            return enough & (self.against_share("vote_threshold", article, on) >= 0)
        return (self.votes_for == self.electorate.total) & (self.heads_for == owners)


def _share(name: str, article: Article, on: date) -> Fraction:
    return Fraction(str(params.value(name, on=on, article=str(article))))


def _follow(counts: _Counts, resolution: Resolution, on: date) -> tuple[NDArray, NDArray]:
    """Draws where the immediate second vote adopts, and draws that open the right to a new meeting."""
    never = np.zeros(len(counts.votes_for), dtype=bool)
    if counts.electorate.syndicate == 2 or resolution.second:
        return never, never
    if resolution.article == Article.A25:
        third = counts.against_share("vote_second_threshold", Article.A25, on) >= 0
        allowed = resolution.energy and params.find_or_none("vote_new_meeting_months", on=on, article="25") is not None
        return third & counts.adopted(Article.A24, on), ~third if allowed else never
    if resolution.article == Article.A26:
        third = counts.against_share("vote_second_threshold", Article.A26, on) >= 0
        heads = _share("vote_second_head_count", Article.A26, on)
        half = counts.heads_for * heads.denominator >= heads.numerator * counts.heads
        return third & half & counts.adopted(Article.A25, on), never
    return never, never


def _likely_absent(chance: NDArray, weight: NDArray) -> list[int]:
    """Places of the owners who come less than one time in two, the heaviest first."""
    places = np.flatnonzero((chance[:, 0] < 0.5) & (weight > 0))
    return places[np.argsort(-weight[places], kind="stable")][:_MOST_ABSENT].tolist()
