"""From the rows of a meeting to the engine of votes: who holds how much, what was answered, what is expected."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Q

from faitiere.apps.buildings.enums import ShareKeyKind
from faitiere.apps.buildings.models import Condominium, CoOwner, Ownership, Share, ShareKey
from faitiere.engines import votes as law

from .enums import Answer
from .models import Attendance, GeneralMeeting, Intention, Resolution, Vote
from .own_words import Said, said

# Chances that somebody who leans one way answers so: leanings are words, not promises.
LEANS = {
    Answer.FOR: (0.9, 0.03),
    Answer.AGAINST: (0.03, 0.9),
    Answer.ABSTAIN: (0.05, 0.05),
    "unknown": (0.4, 0.3),
}


@dataclass(frozen=True)
class Holdings:
    """Owners of a condominium on a day, and their tantièmes by key; ids are text, as the engine wants them."""

    owners: Mapping[str, CoOwner]
    owner_of: Mapping[uuid.UUID, str]
    by_key: Mapping[uuid.UUID, Mapping[str, int]]  # the general key first

    def voting(self, key: ShareKey) -> Mapping[str, int]:
        """Tantièmes that vote: those of the key, the general ones for works on private parts, which all vote."""
        if key.kind == ShareKeyKind.PRIVATE:
            return next(iter(self.by_key.values()), {})
        return self.by_key.get(key.pk, {})

    def voices(self, key: ShareKey) -> dict[str, int]:
        """Voices of each owner in a key, reduced as article 22 says; empty when nobody holds any."""
        held = self.voting(key)
        return law.voices([law.Owner(who, many) for who, many in held.items()]) if sum(held.values()) else {}


def holdings(condominium: Condominium, *, on: dt.date) -> Holdings:
    """Three queries, whatever the number of lots."""
    known = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    known &= Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    owned = Ownership.objects.filter(known, lot__condominium=condominium).values_list("lot_id", "owner_id")
    owner_of = {lot: str(owner) for lot, owner in owned}
    by_key: dict[uuid.UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    shares = Share.objects.filter(key__condominium=condominium).order_by("key__position")
    shares = shares.values_list("lot_id", "key_id", "tantiemes")
    for lot, key, tantiemes in shares:
        if lot in owner_of:
            by_key[key][owner_of[lot]] += tantiemes
    holders = set(owner_of.values())
    owners = {str(one.pk): one for one in condominium.owners.all() if str(one.pk) in holders}
    return Holdings(owners, owner_of, {key: dict(held) for key, held in by_key.items()})


@dataclass(frozen=True)
class Counted:
    """A resolution and what came of it. `outcome` None: nobody voted yet."""

    resolution: Resolution
    voices: Mapping[str, int]
    tally: law.Tally
    outcome: law.Outcome | None


def counted(
    resolution: Resolution, *, held: Holdings, coming: Mapping[str, str], answers: Mapping[str, str], on: dt.date
) -> Counted:
    """Count of a resolution. `coming`: owner → mode; `answers`: owner → choice, of those who take part."""
    voices = held.voices(resolution.key)
    ballots = {
        who: law.Ballot(law.Choice(choice), law.Presence(coming[who]))
        for who, choice in answers.items()
        if who in coming and who in voices
    }
    tally = law.tally(voices, ballots, amended=resolution.amended)
    asked = law.Resolution(law.Article(resolution.majority), energy=resolution.energy)
    outcome = law.decide(tally, asked, on=on) if ballots else None
    return Counted(resolution, voices, tally, outcome)


@dataclass(frozen=True)
class Sheet:
    """Everything of a meeting, read once."""

    meeting: GeneralMeeting
    held: Holdings
    coming: Mapping[str, Attendance]
    intentions: Mapping[str, Intention]
    lines: list[Counted]
    # What owners wrote in their own space and agreed to show: owner → its words.
    told: Mapping[str, Said] = field(default_factory=dict)

    @property
    def modes(self) -> dict[str, str]:
        return {who: one.mode for who, one in self.coming.items()}


def sheet(meeting: GeneralMeeting, *, for_council: bool = False) -> Sheet:
    """The meeting, its owners, presences and votes: a constant number of queries.

    `for_council`: with what owners show to the council only; the desk also knows what they tell their advisor.
    """
    held = holdings(meeting.condominium, on=meeting.held_on)
    coming = {str(one.owner_id): one for one in Attendance.objects.filter(meeting=meeting)}
    intentions = {str(one.owner_id): one for one in Intention.objects.filter(meeting=meeting)}
    answers: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    for one in Vote.objects.filter(resolution__meeting=meeting):
        answers[one.resolution_id][str(one.owner_id)] = one.choice
    modes = {who: one.mode for who, one in coming.items()}
    resolutions = meeting.resolutions.select_related("key", "second_of")
    lines = [counted(one, held=held, coming=modes, answers=answers[one.pk], on=meeting.held_on) for one in resolutions]
    return Sheet(meeting, held, coming, intentions, lines, said(meeting, to_council=for_council))


def line_of(resolution: Resolution) -> Counted:
    """The count of one resolution, from the sheet of its meeting."""
    return next(line for line in sheet(resolution.meeting).lines if line.resolution.pk == resolution.pk)


def leanings(sheet: Sheet, owners: Iterable[str], *, resolution: Resolution) -> dict[str, law.Leaning]:
    """What is expected of each owner: what it wrote itself, else what the council noted, else the hypothesis."""
    meeting = sheet.meeting
    usual = law.Leaning(meeting.expected_presence / 100, meeting.expected_for / 100, meeting.expected_against / 100)
    return {who: _own(sheet.told.get(who), resolution, _noted(sheet.intentions.get(who), usual)) for who in owners}


def _noted(intention: Intention | None, usual: law.Leaning) -> law.Leaning:
    if intention is None:
        return usual
    return law.Leaning(intention.presence / 100, *LEANS[intention.leaning])


def _own(words: Said | None, resolution: Resolution, otherwise: law.Leaning) -> law.Leaning:
    """Its own words on a resolution (a second vote: on the first) take the place of what was expected."""
    if words is None:
        return otherwise
    presence = otherwise.presence if words.presence is None else words.presence
    leaning = words.leanings.get(resolution.second_of_id or resolution.pk)
    return law.Leaning(presence, *(LEANS[leaning] if leaning else (otherwise.votes_for, otherwise.votes_against)))


class Draws:
    """Simulations of a meeting; resolutions with the same key and majority share one."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self._known: dict[tuple, law.Simulation] = {}

    def of(self, line: Counted, *, all_vote: bool = False) -> law.Simulation:
        """10,000 meetings for one resolution, under the intentions and the hypothesis of the meeting.

        all_vote  as if who would not come voted by post, leaning as it does
        """
        resolution = line.resolution
        own = tuple(words.leanings.get(resolution.second_of_id or resolution.pk) for words in self.sheet.told.values())
        place = (resolution.key_id, resolution.majority, resolution.energy, own, all_vote)
        if place not in self._known:
            asked = law.Resolution(law.Article(resolution.majority), energy=resolution.energy)
            expected = leanings(self.sheet, line.voices, resolution=resolution)
            if all_vote:
                expected = {who: replace(one, presence=1.0) for who, one in expected.items()}
            on = self.sheet.meeting.held_on
            self._known[place] = law.simulate(line.voices, expected, resolution=asked, on=on)
        return self._known[place]
