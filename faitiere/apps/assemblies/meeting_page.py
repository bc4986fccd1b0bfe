"""What the page of a meeting shows: dates, resolutions counted or simulated, what may follow."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from faitiere.engines import votes as law
from faitiere.lib import charts
from faitiere.lib.numbers import number

from .back_planning import steps
from .counting import Counted, Draws, Sheet, sheet
from .enums import Answer, Attending
from .models import GeneralMeeting, Resolution

_SECOND = (law.Next.SECOND_VOTE_24, law.Next.SECOND_VOTE_25)
_TOP_SWINGS = 3
SHARES = {Fraction(1, 3): "un tiers", Fraction(1, 2): "majorité", Fraction(2, 3): "deux tiers"}


@dataclass(frozen=True)
class Line:
    """A resolution as shown: chart, verdict, reason; `simulation` while nobody voted."""

    counted: Counted
    chart: object
    kind: str
    verdict: str
    sentences: list[str]
    second_allowed: bool
    simulation: law.Simulation | None


def page(meeting: GeneralMeeting) -> dict:
    """Context of the page, in a constant number of queries."""
    known = sheet(meeting)
    draws = Draws(known)
    followed = {line.resolution.second_of_id for line in known.lines if line.resolution.second_of_id}
    return {
        "meeting": meeting,
        "lines": [_line(known, one, draws=draws, followed=one.resolution.pk in followed) for one in known.lines],
        "back_planning": steps(meeting),
        "clock": law.opt_out_clock(meeting.minutes_notified_on) if meeting.minutes_notified_on else None,
        "coming": len(known.coming),
        "owners": len(known.held.owners),
        "intentions": len(known.intentions.keys() | known.told.keys()),
        "reduced": reduced(known),
        "is_past": meeting.held_on < timezone.localdate(),
    }


def space_page(meeting: GeneralMeeting, *, council: bool) -> dict:
    """The same in the project space: what was voted for everybody; simulated and told by owners for the council."""
    known = sheet(meeting, for_council=True)
    draws = Draws(known) if council else None
    return {
        "meeting": meeting,
        "lines": [_line(known, one, draws=draws, followed=True, named=False) for one in known.lines],
        "dates": law.meeting_dates(meeting.held_on, notice_days=meeting.notice_days),
        "clock": law.opt_out_clock(meeting.minutes_notified_on) if meeting.minutes_notified_on else None,
        "told": told_rows(known) if council else [],
        "is_past": meeting.held_on < timezone.localdate(),
    }


def told_rows(known: Sheet) -> list[dict]:
    """What owners show of their intentions, by name: how they come, and how they lean on each resolution."""
    first = [one.resolution for one in known.lines if not one.resolution.second_of_id]
    words = {**dict(Answer.choices), "unknown": "Indécis"}
    return [
        {
            "owner": owner.name,
            "attending": Attending(known.told[who].attending).label,
            "leanings": [words.get(known.told[who].leanings.get(one.pk, ""), "Non dit") for one in first],
        }
        for who, owner in known.held.owners.items()
        if who in known.told
    ]


def reduced(known: Sheet) -> list[str]:
    """Owners whose voices the law reduces, each once and in words: who holds more than all the others together."""
    said = {}
    for one in known.lines:
        held = known.held.voting(one.resolution.key)
        for who, voices in one.voices.items():
            if voices < held.get(who, 0):
                own, name = number(held[who]), known.held.owners[who].name
                words = f"{name} possède plus de la moitié de la clé « {one.resolution.key.name} » ({own} tantièmes)"
                said[who, one.resolution.key_id] = (
                    f"{words} : compté pour {number(voices)} voix, autant que les autres."
                )
    return list(said.values())


def line(resolution: Resolution) -> Line:
    """One resolution, as it stands now."""
    known = sheet(resolution.meeting)
    one = next(one for one in known.lines if one.resolution.pk == resolution.pk)
    return _line(known, one, draws=Draws(known), followed=False)


def _line(known: Sheet, one: Counted, *, draws: Draws | None, followed: bool, named: bool = True) -> Line:
    if one.outcome is None and draws is None:
        return Line(one, None, "note", "À voter", [], False, None)
    if one.outcome is None:
        return _expected(known, one, draws, named=named)
    outcome = one.outcome
    return Line(
        counted=one,
        chart=_chart(known, one, _votes_of(one.tally), words="voix"),
        kind="ok" if outcome.adopted else "stop" if outcome.next == law.Next.NONE else "warn",
        verdict="Adoptée" if outcome.adopted else "Rejetée",
        sentences=[text for text in (outcome.reason, outcome.next_reason) if text],
        second_allowed=outcome.next in _SECOND and not followed,
        simulation=None,
    )


def _expected(known: Sheet, one: Counted, draws: Draws, *, named: bool) -> Line:
    """Nobody voted: what 10,000 simulated meetings say; `named`: with the owners whose vote counts most."""
    if not one.voices:
        said = ["Aucun lot n'a de tantièmes dans cette clé : importez la liste des lots."]
        return Line(one, None, "note", "À compléter", said, False, None)
    found = draws.of(one)
    kind, verdict = _verdict(found)
    low, likely, high = found.voices_for
    then = f", {_chances(found.second)} au second vote le même soir" if found.second else ""
    sentences = [
        f"{_chances(found.first)} au premier vote{then}.",
        f"Voix pour : {number(likely)} le plus souvent, entre {number(low)} et {number(high)} huit fois sur dix.",
        *(_swing_words(known, found) if named else []),
        f"Si les absents votaient par correspondance, penchant comme ils le font : "
        f"{_chances(draws.of(one, all_vote=True).passes)} d'être adoptée.",
    ]
    if found.new_meeting >= 0.005:
        sentences.append(f"{_chances(found.new_meeting)} de devoir convoquer une nouvelle assemblée sous trois mois.")
    expected = [("Pour", likely), ("Autres", one.tally.total - likely)]
    chart = _chart(known, one, expected, words="voix attendues")
    return Line(one, chart, kind, verdict, sentences, False, found)


def _votes_of(tally: law.Tally) -> list[tuple[str, int]]:
    return [
        ("Pour", tally.votes_for),
        ("Abstention", tally.votes_abstain),
        ("Contre", tally.votes_against),
        ("Absent", tally.absent),
    ]


def _verdict(found: law.Simulation) -> tuple[str, str]:
    if found.first >= 0.5:
        return "ok", "Passerait"
    if found.passes >= 0.5:
        return "warn", "Passerait au second vote"
    return "stop", "Ne passerait pas"


def _chances(share: float) -> str:
    """ "8 chances sur 10"; never 0 nor 10 for what is only unlikely or likely."""
    tenths = min(9, max(1, round(share * 10))) if 0 < share < 1 else round(share * 10)
    return f"{tenths} chance{'s' if tenths > 1 else ''} sur 10"


def _swing_words(known: Sheet, found: law.Simulation) -> list[str]:
    """The owners whose vote for changes most, when it changes anything."""
    best = sorted(found.swing.items(), key=lambda one: -one[1])[:_TOP_SWINGS]
    names = [known.held.owners[who].name for who, gain in best if gain >= 0.05]
    return [f"Ceux dont la voix compte le plus : {', '.join(names)}."] if names else []


def _chart(known: Sheet, one: Counted, counts: list[tuple[str, int]], *, words: str):
    """The bar of one resolution; what is left of the whole stands last."""
    title, name = f"{one.resolution.title} : {words}", f"vote-{one.resolution.pk.hex[:8]}"
    return charts.votes(counts, _marks(known, one), title=title, name=name)


def _marks(known: Sheet, one: Counted) -> list[tuple[int, str]]:
    """Voices to reach, with their words."""
    article = law.Article(one.resolution.majority)
    asked = law.thresholds(article, one.tally.total, on=known.meeting.held_on)
    return [(voices, SHARES.get(share, str(share))) for voices, share in asked]
