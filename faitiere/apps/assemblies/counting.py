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
from faitiere.lib.numbers import NBSP, count, number

from .back_planning import votes_again
from .enums import Answer
from .models import Attendance, GeneralMeeting, Intention, Resolution, Vote
from .own_words import Said, said

# Stands for the owner of lots whose owner is not known, among those who pay.
UNOWNED = ""
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
    # Lots with tantièmes whose owner is not known that day, and those tantièmes by key.
    unowned_lots: int
    unowned_by_key: Mapping[uuid.UUID, int]

    @property
    def syndicate(self) -> int:
        """Co-owners of the whole condominium; lots whose owner is not known stand for one at least."""
        return len(self.owners) + bool(self.unowned_lots)

    def voting(self, key: ShareKey) -> Mapping[str, int]:
        """Tantièmes that vote: those of the key, the general ones for works on private parts, which all vote."""
        key_id = self._voting_key(key)
        return self.by_key.get(key_id, {}) if key_id else {}

    def electorate(self, key: ShareKey) -> law.Electorate:
        """Who votes in a key, reduced as article 22 says; without voices when nobody known holds any."""
        return self._electorate(self._voting_key(key))

    @property
    def general_electorate(self) -> law.Electorate:
        """The same for the general key."""
        return self._electorate(next(iter(self.by_key), None))

    def _electorate(self, key_id: uuid.UUID | None) -> law.Electorate:
        held = self.by_key.get(key_id, {}) if key_id else {}
        unowned = self.unowned_by_key.get(key_id, 0) if key_id else 0
        if not sum(held.values()):
            return law.Electorate({}, self.syndicate, unowned)
        owners = [law.Owner(who, many) for who, many in held.items()]
        return law.electorate(owners, syndicate=self.syndicate, unowned=unowned)

    def weights(self, key_id: uuid.UUID | None) -> dict[str, int]:
        """Who pays in a key: tantièmes by owner, under `UNOWNED` those of lots whose owner is not known."""
        if key_id not in self.by_key:
            return {}
        unowned = self.unowned_by_key.get(key_id, 0)
        return dict(self.by_key[key_id]) | ({UNOWNED: unowned} if unowned else {})

    def _voting_key(self, key: ShareKey) -> uuid.UUID | None:
        return next(iter(self.by_key), None) if key.kind == ShareKeyKind.PRIVATE else key.pk


def holdings(condominium: Condominium, *, on: dt.date) -> Holdings:
    """Three queries, whatever the number of lots."""
    known = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    known &= Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    owned = Ownership.objects.filter(known, lot__condominium=condominium).values_list("lot_id", "owner_id")
    owner_of = {lot: str(owner) for lot, owner in owned}
    by_key: dict[uuid.UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    unowned: dict[uuid.UUID, int] = defaultdict(int)
    unowned_lots = set()
    standing = Q(lot__removed_on__isnull=True) | Q(lot__removed_on__gt=on)
    shares = Share.objects.filter(standing, key__condominium=condominium).order_by("key__position")
    for lot, key, tantiemes in shares.values_list("lot_id", "key_id", "tantiemes"):
        held = by_key[key]
        if lot in owner_of:
            held[owner_of[lot]] += tantiemes
        elif tantiemes:
            unowned[key] += tantiemes
            unowned_lots.add(lot)
    holders = set(owner_of.values())
    owners = {str(one.pk): one for one in condominium.owners.all() if str(one.pk) in holders}
    tantiemes_by_key = {key: dict(held) for key, held in by_key.items()}
    return Holdings(owners, owner_of, tantiemes_by_key, len(unowned_lots), dict(unowned))


def unowned_words(held: Holdings, key: ShareKey | None = None) -> str:
    """What to know of lots whose owner is not known; empty when there is none."""
    if not held.unowned_lots:
        return ""
    lots = count(held.unowned_lots, "lot sans propriétaire connu", "lots sans propriétaire connu")
    many = held.unowned_by_key.get(key.pk, 0) if key else 0
    said = f" ({number(many)} tantièmes de la clé « {key.name} »)" if key and many else ""
    return (
        f"{lots}{said}{NBSP}: ils comptent dans le total des voix, personne ne les vote, et un seul "
        "copropriétaire est compté pour eux tous. Complétez la liste des lots avant la convocation."
    )


@dataclass(frozen=True)
class Counted:
    """A resolution and what came of it. `outcome` None: nobody voted yet."""

    resolution: Resolution
    electorate: law.Electorate
    tally: law.Tally
    outcome: law.Outcome | None

    @property
    def voices(self) -> Mapping[str, int]:
        return self.electorate.voices


def asked_of(resolution: Resolution) -> law.Resolution:
    """A resolution as the engine of votes asks for it."""
    return law.Resolution(
        law.Article(resolution.majority), energy=resolution.energy, second=resolution.second_of_id is not None
    )


def counted(
    resolution: Resolution, *, held: Holdings, coming: Mapping[str, str], answers: Mapping[str, str], on: dt.date
) -> Counted:
    """Count of a resolution. `coming`: owner → mode; `answers`: owner → choice, of those who take part."""
    electorate = held.electorate(resolution.key)
    ballots = {
        who: law.Ballot(law.Choice(choice), law.Presence(coming[who]))
        for who, choice in answers.items()
        if who in coming and who in electorate.voices
    }
    tally = law.tally(electorate, ballots, amended=resolution.amended)
    outcome = law.decide(tally, asked_of(resolution), on=on) if ballots else None
    return Counted(resolution, electorate, tally, outcome)


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
    def votes_again(self) -> bool:
        """It votes nothing but what an earlier meeting refused (article 25-1)."""
        return votes_again(one.resolution for one in self.lines)

    @property
    def dates(self) -> law.MeetingDates:
        """What must be sent by when."""
        notice_days = self.meeting.notice_days
        return law.meeting_dates(self.meeting.held_on, notice_days=notice_days, again=self.votes_again)

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
    resolutions = meeting.resolutions.select_related("key", "second_of", "again_of__meeting", "again")
    lines = [counted(one, held=held, coming=modes, answers=answers[one.pk], on=meeting.held_on) for one in resolutions]
    return Sheet(meeting, held, coming, intentions, lines, said(meeting, to_council=for_council))


def to_vote_again(known: Sheet) -> list[Resolution]:
    """Resolutions of a meeting that a new one may decide, and that none decides yet."""
    allowed = [one for one in known.lines if one.outcome and one.outcome.next == law.Next.NEW_MEETING_24]
    return [one.resolution for one in allowed if not hasattr(one.resolution, "again")]


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
        asked = asked_of(resolution)
        place = (resolution.key_id, asked, own, all_vote)
        if place not in self._known:
            expected = leanings(self.sheet, line.voices, resolution=resolution)
            if all_vote:
                expected = {who: replace(one, presence=1.0) for who, one in expected.items()}
            on = self.sheet.meeting.held_on
            self._known[place] = law.simulate(line.electorate, expected, resolution=asked, on=on)
        return self._known[place]
