"""Votes of a general meeting of a condominium: who may vote for how much, what passes, what may follow, by which date.

Voices are tantièmes: integers, never floats. Rules are dated data (`params/tables/votes.csv`), law of 10 July 1965.
"""

from .ballots import Ballot, Choice, Electorate, Owner, Presence, Tally, electorate, proxy_faults, tally
from .deadlines import MeetingDates, OwnerClock, meeting_dates, opt_out_clock
from .outcome import Article, Next, Outcome, Resolution, Shortfall, decide, shortfall, thresholds
from .simulation import Leaning, Simulation, simulate

__all__ = [
    "Article",
    "Ballot",
    "Choice",
    "Electorate",
    "Leaning",
    "MeetingDates",
    "Next",
    "Outcome",
    "Owner",
    "OwnerClock",
    "Presence",
    "Resolution",
    "Shortfall",
    "Simulation",
    "Tally",
    "decide",
    "electorate",
    "meeting_dates",
    "opt_out_clock",
    "proxy_faults",
    "shortfall",
    "simulate",
    "tally",
    "thresholds",
]
