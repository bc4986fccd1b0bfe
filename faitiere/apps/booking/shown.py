"""Slots as a page shows them, and as a button sends them back."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from faitiere.lib.numbers import day_words

from .actions import Chosen, SlotTaken
from .clock import hour_of, short_moment_of
from .enums import ICONS, Way
from .reading import once_each
from .slots import Slot


def value_of(slot: Slot) -> str:
    """What the button of a slot sends."""
    return f"{slot.source.pk}|{slot.start.isoformat()}"


def chosen_of(value: str) -> Chosen:
    """A slot from what a button sent; anything else is a slot that is not there."""
    try:
        opening, start = value.split("|")
        chosen = Chosen(uuid.UUID(opening), dt.datetime.fromisoformat(start))
    except ValueError as error:
        raise SlotTaken("Ce créneau n’est plus proposé.") from error
    if chosen.start.tzinfo is None:
        raise SlotTaken("Ce créneau n’est plus proposé.")
    return chosen


def line_of(slot: Slot, zone: ZoneInfo, *, desk: bool = False) -> dict:
    """One slot: its value, its words, the place, and whose agenda it is for the desk."""
    place = slot.source.place
    return {
        "value": value_of(slot),
        "moment": short_moment_of(slot.start, zone),
        "hour": hour_of(slot.start, zone),
        "place": place.name if place else "",
        "who": str(slot.source.advisor or "accueil partagé") if desk else "",
    }


def days_of(slots: list[Slot], zone: ZoneInfo, *, desk: bool = False, with_place: bool = True) -> list[dict]:
    """Days with their slots: one line for each moment and place, for each agenda too at the desk.

    The place is not said again and again when there is only one.
    """
    with_place = with_place and len({slot.source.place_id for slot in slots}) > 1
    days: list[dict] = []
    for slot in slots if desk else sorted(once_each(slots), key=lambda one: one.start):
        name = day_words(slot.start.astimezone(zone).date())
        if not days or days[-1]["name"] != name:
            days.append({"name": name, "slots": []})
        line = line_of(slot, zone, desk=desk)
        days[-1]["slots"].append(line if with_place else line | {"place": ""})
    return days


def ways_of(reason, current: str, query: str) -> list[dict]:
    """The ways of a reason as links that keep the rest of the address."""
    return [
        {"label": Way(way).label, "icon": ICONS[Way(way)], "url": f"?{query}&maniere={way}", "current": way == current}
        for way in Way.values
        if way in reason.ways
    ]


def way_asked(reason, asked: str) -> str:
    """The way asked for when the reason has it, else its first one."""
    offered = [way for way in Way.values if way in reason.ways]
    return asked if asked in offered else (offered[0] if offered else Way.PHONE)
