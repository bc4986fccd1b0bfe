"""What a vote decides, by which article, and what may be tried next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil

from faitiere.engines import params

from .ballots import Tally


class Article(StrEnum):
    A24 = "24"
    A25 = "25"
    A26 = "26"
    UNANIMITY = "unanimite"


class Next(StrEnum):
    """What the law allows after a refusal."""

    NONE = "none"
    SECOND_VOTE_24 = "second_vote_24"
    SECOND_VOTE_25 = "second_vote_25"
    NEW_MEETING_24 = "new_meeting_24"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The majority a resolution asks for. `energy`: energy-saving works of article 25 f.

    `second`: the vote that articles 25-1 and 26-1 allow at once after a first one; there is never a third.
    """

    article: Article
    energy: bool = False
    second: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """`adopted`, the article that was applied, the reason in one sentence, and what may follow a refusal."""

    adopted: bool
    article: Article
    reason: str
    next: Next = Next.NONE
    next_reason: str = ""


def _fraction(name: str, article: Article, on: date) -> Fraction | None:
    found = params.find_or_none(name, on=on, article=str(article))
    return Fraction(str(found.value)) if found else None


def _needed(name: str, article: Article, on: date) -> Fraction:
    return Fraction(str(params.value(name, on=on, article=str(article))))


def decide(count: Tally, resolution: Resolution, *, on: date) -> Outcome:
    """Outcome of a vote under the rules of the day `on`. Raises `NoValue` for a day before the known rules.

    A second vote is decided by the same function, with the article that `next` names and `second`.
    """
    adopted, reason = _RULES[resolution.article](count, on)
    follow, why = (Next.NONE, "") if adopted else _next(count, resolution, on)
    return Outcome(adopted, resolution.article, reason, follow, why)


def thresholds(article: Article, total: int, *, on: date) -> list[tuple[int, Fraction]]:
    """Voices to reach for an article, with the share of all voices each stands for; none where it depends on who votes.

    Article 25: the third that opens a second vote, and the majority; article 26: that of article 25, and two thirds.

    >>> thresholds(Article.A25, 10000, on=date(2027, 1, 28))
    [(3334, Fraction(1, 3)), (5001, Fraction(1, 2))]
    """
    if article not in (Article.A25, Article.A26):
        return []
    half = _needed("vote_threshold", Article.A25, on)
    majority = (int(half * total) + 1, half)
    if article == Article.A25:
        third = _fraction("vote_second_threshold", article, on)
        return [*([(ceil(third * total), third)] if third else []), majority]
    most = _needed("vote_threshold", Article.A26, on)
    return [majority, (ceil(most * total), most)]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What lacks for a resolution to be adopted at this vote: voices for, and heads (article 26); zeros once it is."""

    voices: int
    heads: int = 0


def shortfall(count: Tally, article: Article, *, on: date) -> Shortfall:
    """Voices and heads that lack, the others' answers unchanged. Raises `NoValue` for a day before the known rules."""
    heads = 0
    if article in (Article.A24, Article.A25) and count.syndicate == 2:
        share = _needed("vote_two_owners", article, on) * count.total
        needed = int(share) + 1 if article == Article.A24 else ceil(share)
    elif article == Article.A24:
        needed = count.votes_against + 1
    elif article == Article.UNANIMITY:
        needed = count.total
    else:
        needed = thresholds(article, count.total, on=on)[-1][0]
    if article == Article.A26:
        heads = int(_needed("vote_head_count", article, on) * count.owners) + 1
    return Shortfall(max(needed - count.votes_for, 0), max(heads - count.heads_for, 0))


def _simple(count: Tally, on: date) -> tuple[bool, str]:
    if count.syndicate == 2:
        return _of_two(count, Article.A24, on)
    adopted = count.votes_for > count.votes_against
    compared = "plus que" if adopted else "pas plus que"
    return adopted, (
        f"Article 24 : {count.votes_for} voix pour, {compared} les {count.votes_against} voix contre des votants ; "
        "les abstentions ne comptent pas."
    )


def _absolute(count: Tally, on: date) -> tuple[bool, str]:
    if count.syndicate == 2:
        return _of_two(count, Article.A25, on)
    adopted = count.votes_for > _needed("vote_threshold", Article.A25, on) * count.total
    compared = "plus de la moitié" if adopted else "pas plus de la moitié"
    return adopted, f"Article 25 : {count.votes_for} voix pour, {compared} des {count.total} voix de tous."


def _of_two(count: Tally, article: Article, on: date) -> tuple[bool, str]:
    """Two owners: more than half of the voices for article 24, at least two thirds for article 25 (art. 41-8 ff.)."""
    share = _needed("vote_two_owners", article, on) * count.total
    adopted = count.votes_for > share if article == Article.A24 else count.votes_for >= share
    asked = "plus de la moitié" if article == Article.A24 else "au moins les deux tiers"
    return adopted, (
        f"Article {article}, syndicat de deux copropriétaires : {count.votes_for} voix pour sur {count.total} ; "
        f"il en faut {asked}."
    )


def _double(count: Tally, on: date) -> tuple[bool, str]:
    enough = count.votes_for >= _needed("vote_threshold", Article.A26, on) * count.total
    heads = count.heads_for > _needed("vote_head_count", Article.A26, on) * count.owners
    said = "" if enough else "pas "
    people = "plus" if heads else "pas plus"
    return enough and heads, (
        f"Article 26 : {count.votes_for} voix pour sur {count.total}, {said}les deux tiers ; "
        f"{count.heads_for} copropriétaires pour sur {count.owners}, {people} de la moitié."
    )


def _all(count: Tally, on: date) -> tuple[bool, str]:
    adopted = count.votes_for == count.total and count.heads_for == count.owners
    return adopted, f"Unanimité : {count.votes_for} voix pour sur {count.total}."


_RULES = {Article.A24: _simple, Article.A25: _absolute, Article.A26: _double, Article.UNANIMITY: _all}


def _next(count: Tally, resolution: Resolution, on: date) -> tuple[Next, str]:
    if count.syndicate == 2 or resolution.second:
        return Next.NONE, ""
    if resolution.article == Article.A25:
        return _after_25(count, resolution, on)
    if resolution.article == Article.A26:
        return _after_26(count, on)
    return Next.NONE, ""


def _after_25(count: Tally, resolution: Resolution, on: date) -> tuple[Next, str]:
    third = _fraction("vote_second_threshold", Article.A25, on)
    if third is not None and count.votes_for >= third * count.total:
        return Next.SECOND_VOTE_24, (
            "Au moins un tiers des voix de tous : la même assemblée vote tout de suite une seconde fois, "
            "à l'article 24 (article 25-1)."
        )
    months = params.find_or_none("vote_new_meeting_months", on=on, article=str(Article.A25))
    if months is not None and resolution.energy:
        return Next.NEW_MEETING_24, (
            f"Ce n'est pas perdu : une nouvelle assemblée, convoquée dans les {months.value} mois sur un projet "
            "identique, peut décider à l'article 24 (article 25-1)."
        )
    return Next.NONE, "Moins d'un tiers des voix de tous : pas de second vote."


def _after_26(count: Tally, on: date) -> tuple[Next, str]:
    third = _fraction("vote_second_threshold", Article.A26, on)
    half = _fraction("vote_second_head_count", Article.A26, on)
    if third is None or half is None:
        return Next.NONE, ""
    if count.heads_for >= half * count.heads and count.votes_for >= third * count.total:
        return Next.SECOND_VOTE_25, (
            f"{count.heads_for} copropriétaires pour sur {count.heads} votants, et au moins un tiers des voix de "
            "tous : la même assemblée vote tout de suite une seconde fois, à l'article 25 (article 26-1)."
        )
    return Next.NONE, "Pas de second vote : il faut la moitié des votants et un tiers des voix de tous (article 26-1)."
