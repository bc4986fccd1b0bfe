"""Reasons, hours and appointments of a demonstration territory, through the actions of the screens."""

import datetime as dt
from functools import partial
from zoneinfo import ZoneInfo

from faitiere.apps.accounts.actors import Actor
from faitiere.apps.booking import actions
from faitiere.apps.booking.models import Appointment, Place, Reason
from faitiere.apps.booking.reading import Wanted, find_slots
from faitiere.apps.cases.models import Case
from faitiere.apps.territories.models import Commune

from .. import clock
from ..stories import story
from .replay import Gesture
from .setting import Setting

_SET_DAYS, _TAKEN_DAYS = 40, 5
_REASON = {"public_text": "", "bring": "", "audience": "all", "notice_hours": 24, "horizon_days": 60}
_REASON |= {"gap_minutes": 0, "online": True, "advisors": []}


def appointments(setting: Setting, name: str, *, now: dt.datetime) -> list[Gesture]:
    """Gestures of data/appointments.toml for one territory, for `replay`: hours weeks ago, then what was taken."""
    told, known = story("appointments").get(name), {}
    if told is None:
        return []

    def set_up() -> None:
        known.update(_set_reasons(setting, told))
        places = _set_places(setting, told)
        _open_hours(setting, told, places, since=now.date() - dt.timedelta(days=_SET_DAYS))

    found: list[Gesture] = [(clock.moment_of(now, days=_SET_DAYS, hour=9), set_up)]
    for one in told["appointment"]:
        found.append((clock.moment_of(now, days=_TAKEN_DAYS, hour=10), partial(_take, setting, one, known, now=now)))
        if "outcome" in one:
            found.append((clock.moment_of(now, days=-one["day"], hour=18), partial(_tell_outcome, setting, one)))
    if "online" in told:
        online = partial(_book_online, setting, told["online"], known, now=now)
        found.append((clock.moment_of(now, days=2, hour=18), online))
    return found


def _set_reasons(setting: Setting, told: dict) -> dict[str, Reason]:
    actor = setting.platform
    rules = {"online": True, "holiday_zone": "metropole", "video_address": told["video"]}
    actions.save_rules(actor=actor, fields=rules)
    found = {}
    for one in told["reason"]:
        fields = _REASON | {
            "name": one["name"],
            "minutes": one["minutes"],
            "public_text": one["text"],
            "bring": one.get("bring", ""),
            "ways": one["ways"],
            "audience": one.get("audience", "all"),
            "gap_minutes": one.get("gap", 0),
            "notice_hours": one.get("notice", 24),
            "organisations": [setting.organisations[key] for key in one.get("organisations", [])],
        }
        reason = found[one["key"]] = actions.save_reason(actor=actor, reason=None, fields=fields)
        for asked in one.get("questions", []):
            fields = {"choices": [], "required": False} | asked
            actions.add_question(actor=actor, reason=reason, fields=fields)
    return found


def _set_places(setting: Setting, told: dict) -> dict[str, Place]:
    found = {}
    for one in told["place"]:
        fields = {"organisation": setting.organisations[one["organisation"]], "name": one["name"]}
        fields |= {"address": one["address"], "access": one.get("access", "")}
        found[one["key"]] = actions.save_place(actor=setting.platform, place=None, fields=fields)
    return found


def _open_hours(setting: Setting, told: dict, places: dict[str, Place], *, since: dt.date) -> None:
    monday = since - dt.timedelta(days=since.weekday())
    for one in told["hours"]:
        start, end = map(dt.time.fromisoformat, one["times"])
        place = places[one["place"]]
        fields = {"advisor": setting.users[one["advisor"]], "organisation": place.organisation, "place": place}
        fields |= {"ways": one["ways"], "start": start, "end": end, "every_weeks": 1, "ends_on": None, "seats": 1}
        for day in one["days"]:
            known = fields | {"starts_on": monday + dt.timedelta(days=day), "reasons": []}
            actions.open_hours(actor=setting.actor(one["advisor"]), fields=known)
    for one in told.get("absence", []):
        first = since + dt.timedelta(days=_SET_DAYS + one["day"])
        bounds = _moment(setting, first, "00:00"), _moment(setting, first + dt.timedelta(days=one["length"]), "00:00")
        fields = {"advisor": setting.users[one["advisor"]], "label": one["label"]}
        actions.add_absence(
            actor=setting.actor(one["advisor"]), fields=fields | {"starts_at": bounds[0], "ends_at": bounds[1]}
        )


def _moment(setting: Setting, day: dt.date, hour: str) -> dt.datetime:
    zone = ZoneInfo(setting.territory.time_zone)
    return dt.datetime.combine(day, dt.time.fromisoformat(hour), zone).astimezone(dt.UTC)


def _case_of(told: dict) -> Case:
    first, last = told["person"].split(" ", 1)
    return Case.objects.filter(participants__person__first_name=first, participants__person__last_name=last).first()


def _take(setting: Setting, told: dict, reasons: dict[str, Reason], *, now: dt.datetime) -> Case:
    """The advisor takes it for a case of its own."""
    actor, case = setting.actor(told["advisor"]), _case_of(told)
    today = now.astimezone(ZoneInfo(setting.territory.time_zone)).date()
    start = _moment(setting, today + dt.timedelta(days=told["day"]), told["at"])
    reason = reasons[told["reason"]]
    wanted = Wanted(reason, case.organisation, told["way"], advisor_id=actor.user_id, desk=True)
    given = actions.Given(case=case, address=str(case.home))
    actions.book_freely(actor=actor, wanted=wanted, start=start, given=given)
    return case


def _tell_outcome(setting: Setting, told: dict) -> Case:
    """What came of it."""
    case = _case_of(told)
    taken = Appointment.objects.filter(case=case).latest("starts_at")
    actions.mark_outcome(actor=setting.actor(told["advisor"]), appointment=taken, outcome=told["outcome"])
    return case


def _book_online(setting: Setting, told: dict, reasons: dict[str, Reason], *, now: dt.datetime) -> Case | None:
    """Somebody of the public, the day before yesterday, on the first slot from tomorrow on."""
    visitor, commune = Actor(territory=setting.territory), Commune.objects.get(pk=told["insee"])
    wanted = Wanted(reasons[told["reason"]], setting.organisations["guichet"], told["way"])
    first = now.date() + dt.timedelta(days=1)
    slot = find_slots(wanted, territory=setting.territory, first=first, last=first + dt.timedelta(days=21))[0]
    chosen = actions.Chosen(slot.source.pk, slot.start)
    held = actions.hold(actor=visitor, chosen=chosen, wanted=wanted, commune=commune)
    given = actions.Given(identity=told["identity"], answers=told["answers"])
    return actions.book(actor=visitor, held=held, given=given).case
