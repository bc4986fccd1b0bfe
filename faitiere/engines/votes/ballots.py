"""Owners, their voices, and the count of one resolution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from faitiere.engines import params


class Choice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Presence(StrEnum):
    PRESENT = "present"
    REPRESENTED = "represented"
    POSTAL = "postal"


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner (a person, a couple in indivision, a company): one head, and tantièmes of the key that votes."""

    id: str
    tantiemes: int

    def __post_init__(self) -> None:
        if self.tantiemes < 0:
            raise ValueError(f"Les tantièmes de {self.id} sont négatifs : indiquez un nombre entier positif.")


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one owner answered to one resolution, and how."""

    choice: Choice
    presence: Presence = Presence.PRESENT


@dataclass(frozen=True, slots=True)
class Electorate:
    """Those who may vote a resolution. `voices`: of each known owner of its key.

    `unowned`: tantièmes of the key whose owner is not known: they count in the voices of all, nobody votes them.
    `syndicate`: co-owners of the whole condominium, whatever the key: a syndicate of two has rules of its own.
    """

    voices: Mapping[str, int]
    syndicate: int
    unowned: int = 0

    @property
    def total(self) -> int:
        """Voices of all."""
        return sum(self.voices.values()) + self.unowned

    @property
    def owners(self) -> int:
        """Heads; lots whose owner is not known stand for one at least."""
        return len(self.voices) + bool(self.unowned)


@dataclass(frozen=True, slots=True)
class Tally:
    """Voices (tantièmes) and heads of one vote. `total`, `owners`: all those of the key; `heads`: those who voted.

    `syndicate`: co-owners of the whole condominium.
    """

    total: int
    owners: int
    syndicate: int
    votes_for: int
    votes_against: int
    votes_abstain: int
    heads: int
    heads_for: int

    @property
    def absent(self) -> int:
        """Voices of those who neither came, nor were represented, nor voted by post."""
        return self.total - self.votes_for - self.votes_against - self.votes_abstain


def electorate(owners: Sequence[Owner], *, syndicate: int, unowned: int = 0) -> Electorate:
    """Voices of each owner: its tantièmes, reduced to the sum of the others' above half (art. 22, second paragraph).

    syndicate  co-owners of the whole condominium; the reduction does not apply to two (art. 41-8 and after)
    unowned    tantièmes of the key in lots whose owner is not known; they are others' voices

    A key of one owner only is not reduced. Raises ValueError when two owners have the same id or nobody holds a voice.
    """
    known = {owner.id: owner.tantiemes for owner in owners}
    if len(known) != len(owners):
        raise ValueError("Un même copropriétaire figure deux fois : réunissez ses lots avant de compter les voix.")
    whole = sum(known.values()) + unowned
    if whole == unowned:
        raise ValueError("Aucun copropriétaire n'a de tantièmes : saisissez la clé de répartition générale.")
    if syndicate > 2:
        known = {name: min(own, whole - own) if own < whole else own for name, own in known.items()}
    return Electorate(known, syndicate, unowned)


def tally(electorate: Electorate, ballots: Mapping[str, Ballot], *, amended: bool = False) -> Tally:
    """Count of one resolution. `ballots`: answers of those who voted.

    `amended`: changed in session; whoever had voted for it by post then counts as absent (art. 17-1 A).
    Raises ValueError for a ballot of somebody who is not an owner.
    """
    held = electorate.voices
    strangers = sorted(set(ballots) - set(held))
    if strangers:
        raise ValueError(f"{strangers[0]} n'est pas copropriétaire : son vote ne peut pas être compté.")
    counted = {who: ballot for who, ballot in ballots.items() if not (amended and _falls(ballot))}
    by_choice = {
        choice: sum(held[who] for who, ballot in counted.items() if ballot.choice == choice) for choice in Choice
    }
    return Tally(
        total=electorate.total,
        owners=electorate.owners,
        syndicate=electorate.syndicate,
        votes_for=by_choice[Choice.FOR],
        votes_against=by_choice[Choice.AGAINST],
        votes_abstain=by_choice[Choice.ABSTAIN],
        heads=len(counted),
        heads_for=sum(ballot.choice == Choice.FOR for ballot in counted.values()),
    )


def _falls(ballot: Ballot) -> bool:
    return ballot.presence == Presence.POSTAL and ballot.choice == Choice.FOR


def proxy_faults(electorate: Electorate, proxies: Mapping[str, str], *, on: date) -> dict[str, str]:
    """Proxy holders above their limit, each with a sentence. `proxies`: who is represented → by whom (art. 22).

    At most three proxies, unless the voices of the holder and of those who gave them stay within a tenth of all.
    A holder may be somebody who is no owner, without voices of its own; whoever holds no voice still gives a proxy.
    """
    limits = [params.find(name, on=on) for name in ("vote_proxy_count", "vote_proxy_share")]
    most, share = int(str(limits[0].value)), Fraction(str(limits[1].value))
    unsure = "" if all(one.verified for one in limits) else f" Règle à vérifier : {limits[0].source}."
    held, total, faults = electorate.voices, electorate.total, {}
    for holder in sorted(set(proxies.values())):
        given = [who for who, to in proxies.items() if to == holder]
        together = held.get(holder, 0) + sum(held.get(who, 0) for who in given)
        if len(given) > most and together > share * total:
            faults[holder] = (
                f"{holder} porte {len(given)} pouvoirs et {together} voix sur {total} : au plus {most} pouvoirs, "
                f"ou davantage si l'ensemble reste dans {share.numerator}/{share.denominator} des voix.{unsure}"
            )
    return faults
