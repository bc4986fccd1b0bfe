"""Pure decisions on cases: how a case is named, how late something is. No Django model here."""

import calendar
import datetime as dt
from collections.abc import Sequence


class Refused(ValueError):
    """The action cannot be done; the message is a French sentence saying why and what to do."""


def household_title(names: Sequence[tuple[str, str]]) -> str:
    """Title of a case from (first name, last name) of its people: "Yvette et Gérard Cazalbou"."""
    people = [(first.strip(), last.strip()) for first, last in names if first.strip() or last.strip()]
    if not people:
        return "Sans nom"
    lasts = {last.casefold() for _, last in people}
    if len(people) > 1 and len(lasts) == 1 and all(first for first, _ in people):
        firsts = [first for first, _ in people]
        return f"{', '.join(firsts[:-1])} et {firsts[-1]} {people[0][1]}"
    full = [f"{first} {last}".strip() for first, last in people]
    return full[0] if len(full) == 1 else f"{', '.join(full[:-1])} et {full[-1]}"


def case_number(prefix: str, year: int, rank: int) -> str:
    """ "31-2026-0841": prefix of the territory, year of opening, rank in the year."""
    return f"{prefix}-{year}-{rank:04d}"


def lateness(due: dt.date | None, today: dt.date) -> int:
    """Days late: 0 when due today, later or never."""
    return max((today - due).days, 0) if due else 0


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` later; the last of the month when it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def share_out(wanted: Sequence[tuple[object, Sequence]]) -> dict:
    """Give each thing to one of those who may take it, as evenly as can be: the first with the fewest so far.

    wanted  (thing, those who may take it); what nobody may take is left out
    """
    load: dict = {}
    given = {}
    for thing, takers in wanted:
        if takers:
            taker = min(takers, key=lambda one: load.get(one, 0))
            given[thing] = taker
            load[taker] = load.get(taker, 0) + 1
    return given


def moved(order: Sequence[str], key: str, *, among: Sequence[str], down: bool) -> list[str]:
    """The order with `key` one place up or down among some of its neighbours; at an end, nothing moves."""
    result, row = list(order), [one for one in order if one in among]
    if key not in row:
        return result
    place = row.index(key) + (1 if down else -1)
    if 0 <= place < len(row):
        here, there = result.index(key), result.index(row[place])
        result[here], result[there] = result[there], result[here]
    return result
