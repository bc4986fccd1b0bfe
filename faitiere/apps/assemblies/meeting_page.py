"""What the page of a meeting shows: dates, resolutions counted or simulated, what may follow."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from faitiere.engines import params
from faitiere.engines import votes as law
from faitiere.lib import charts
from faitiere.lib.numbers import count, day_words, number

from .back_planning import steps
from .counting import Counted, Draws, Sheet, sheet, to_vote_again, unowned_words
from .enums import Answer, Attending, Coming
from .models import GeneralMeeting, Resolution
from .motions import Rule, rule_of

_SECOND = (law.Next.SECOND_VOTE_24, law.Next.SECOND_VOTE_25)
_MOST_NAMED = 3
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
    # Counted, or the most likely while nobody voted; what lacks at this vote.
    tally: law.Tally | None = None
    lacking: law.Shortfall | None = None

    @property
    def rule(self) -> Rule | None:
        """The majority that the law gives to this kind of motion; not that of a vote that follows another one."""
        resolution = self.counted.resolution
        if resolution.second_of_id or resolution.again_of_id:
            return None
        return rule_of(resolution.motion, on=resolution.meeting.held_on)


def page(meeting: GeneralMeeting) -> dict:
    """Context of the page, in a constant number of queries."""
    known = sheet(meeting)
    draws = Draws(known)
    followed = {line.resolution.second_of_id for line in known.lines if line.resolution.second_of_id}
    return {
        "meeting": meeting,
        "lines": [_line(known, one, draws=draws, followed=one.resolution.pk in followed) for one in known.lines],
        "back_planning": steps(meeting, [one.resolution for one in known.lines]),
        "dates": known.dates,
        "again": to_vote_again(known),
        "clock": law.opt_out_clock(meeting.minutes_notified_on) if meeting.minutes_notified_on else None,
        "coming": len(known.coming),
        "there": there(known),
        "voted": any(one.outcome for one in known.lines),
        "owners": len(known.held.owners),
        "intentions": len(known.intentions.keys() | known.told.keys()),
        "reduced": reduced(known),
        "unowned": unowned_words(known.held),
        "is_past": meeting.held_on < timezone.localdate(),
    }


def attendance_context(known: Sheet) -> dict:
    """What to know before a proxy is noted."""
    on = known.meeting.held_on
    verified = all(params.is_settled(name, on=on) for name in ("vote_proxy_count", "vote_proxy_share"))
    return {"meeting": known.meeting, "limits_verified": verified, "unowned": unowned_words(known.held)}


def space_page(meeting: GeneralMeeting, *, council: bool) -> dict:
    """The same in the project space: what was voted for everybody; simulated and told by owners for the council."""
    known = sheet(meeting, for_council=True)
    draws = Draws(known) if council else None
    return {
        "meeting": meeting,
        "lines": [_line(known, one, draws=draws, followed=True, named=False) for one in known.lines],
        "dates": known.dates,
        "clock": law.opt_out_clock(meeting.minutes_notified_on) if meeting.minutes_notified_on else None,
        "told": told_rows(known) if council else [],
        "is_past": meeting.held_on < timezone.localdate(),
    }


def there(known: Sheet) -> dict | None:
    """Voices of those who are there, represented or voting by post, in the general key; None before it is known."""
    voting = known.held.general_electorate
    if not voting.voices or not known.coming:
        return None
    by_mode = dict.fromkeys(Coming.values, 0)
    for who, one in known.coming.items():
        by_mode[one.mode] += voting.voices.get(who, 0)
    named = {Coming.PRESENT: "présentes", Coming.REPRESENTED: "représentées", Coming.POSTAL: "par correspondance"}
    parts = [f"{number(many)} {named[Coming(mode)]}" for mode, many in by_mode.items() if many]
    return {"voices": sum(by_mode.values()), "total": voting.total, "parts": ", ".join(parts)}


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
    lacking = law.shortfall(one.tally, outcome.article, on=known.meeting.held_on)
    return Line(
        counted=one,
        chart=_chart(known, one, _votes_of(one.tally), words="voix"),
        kind="ok" if outcome.adopted else "stop" if outcome.next == law.Next.NONE else "warn",
        verdict="Adoptée" if outcome.adopted else "Rejetée",
        sentences=[
            text
            for text in (outcome.reason, *_lacking_words(lacking), outcome.next_reason, _call_by(known, outcome))
            if text
        ],
        second_allowed=outcome.next in _SECOND and not followed and not one.resolution.second_of_id,
        simulation=None,
        tally=one.tally,
        lacking=lacking,
    )


def _expected(known: Sheet, one: Counted, draws: Draws, *, named: bool) -> Line:
    """Nobody voted: what 10,000 simulated meetings say; `named`: with the owners whose vote counts most."""
    if not one.voices:
        said = ["Aucun lot n'a de tantièmes dans cette clé : importez la liste des lots."]
        return Line(one, None, "note", "À compléter", said, False, None)
    found = draws.of(one)
    kind, verdict = _verdict(found)
    low, likely, high = found.voices_for
    lacking = law.shortfall(found.likely, law.Article(one.resolution.majority), on=known.meeting.held_on)
    then = f", {_chances(found.second)} au second vote le même soir" if found.second else ""
    sentences = [
        f"{_chances(found.first)} au premier vote{then}.",
        f"Voix pour : {number(likely)} le plus souvent, entre {number(low)} et {number(high)} huit fois sur dix.",
        *(_head_words(one, found.likely) if one.resolution.majority == law.Article.A26 else []),
        *(f"{words} dans l'assemblée la plus probable." for words in _lacking_words(lacking, end="")),
        *(_absent_words(known, found) if named else []),
        f"Si les absents votaient par correspondance, penchant comme ils le font : "
        f"{_chances(draws.of(one, all_vote=True).passes)} d'être adoptée.",
    ]
    if found.new_meeting >= 0.005:
        sentences.append(f"{_chances(found.new_meeting)} de devoir convoquer une nouvelle assemblée sous trois mois.")
    expected = [("Pour", likely), ("Autres", one.tally.total - likely)]
    chart = _chart(known, one, expected, words="voix attendues")
    return Line(one, chart, kind, verdict, sentences, False, found, found.likely, lacking)


def _lacking_words(lacking: law.Shortfall, *, end: str = ".") -> list[str]:
    """ "Il manque 371 voix et 2 copropriétaires."; nothing once it is adopted."""
    voices = [f"{number(lacking.voices)} voix"] if lacking.voices else []
    heads = [count(lacking.heads, "copropriétaire")] if lacking.heads else []
    return [f"Il manque {' et '.join(voices + heads)}{end}"] if voices or heads else []


def _head_words(one: Counted, likely: law.Tally) -> list[str]:
    """Article 26 also counts heads."""
    needed = one.tally.owners // 2 + 1
    return [
        f"Copropriétaires pour : {number(likely.heads_for)} le plus souvent, sur {number(one.tally.owners)} ; "
        f"il en faut {number(needed)}."
    ]


def _call_by(known: Sheet, outcome: law.Outcome) -> str:
    """Until when the new meeting may be called."""
    by = known.dates.call_again_by
    if outcome.next != law.Next.NEW_MEETING_24 or by is None:
        return ""
    return f"À convoquer au plus tard le {day_words(by)}."


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


def _absent_words(known: Sheet, found: law.Simulation) -> list[str]:
    """Of the owners likely to be absent, those whose coming would change most, when it changes anything."""
    best = sorted(found.if_came.items(), key=lambda one: -one[1])[:_MOST_NAMED]
    names = [known.held.owners[who].name for who, gain in best if gain >= 0.05]
    return [f"Sans doute absents, ceux dont la venue compterait le plus : {', '.join(names)}."] if names else []


def _chart(known: Sheet, one: Counted, counts: list[tuple[str, int]], *, words: str):
    """The bar of one resolution; what is left of the whole stands last."""
    title, name = f"{one.resolution.title} : {words}", f"vote-{one.resolution.pk.hex[:8]}"
    return charts.votes(counts, _marks(known, one), title=title, name=name)


def _marks(known: Sheet, one: Counted) -> list[tuple[int, str]]:
    """Voices to reach, with their words."""
    article = law.Article(one.resolution.majority)
    asked = law.thresholds(article, one.tally.total, on=known.meeting.held_on)
    return [(voices, SHARES.get(share, str(share))) for voices, share in asked]
