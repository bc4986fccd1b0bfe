"""The cases of a story, replayed step by step in the order of their dates, the clock set at each."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from django.utils import timezone

from faitiere.apps.cases.actions import NewCase, archive, close, open_case, pause, set_next_step
from faitiere.apps.cases.enums import CaseOrigin
from faitiere.apps.cases.models import Case, Entry
from faitiere.apps.contacts.rules import parse_phone
from faitiere.apps.portal.actions import ask_for_call
from faitiere.apps.territories.models import Commune

from .. import clock
from .setting import Setting
from .steps import STEPS

_LAST_HOUR = 18
# When, and what: the case it was about, if any.
Gesture = tuple[dt.datetime, Callable[[], Case | None]]


@dataclass
class Told:
    """A case of the story while it is replayed."""

    setting: Setting
    story: dict
    case: Case | None = None
    study: object | None = None
    today: dt.date = field(default_factory=timezone.localdate)

    @property
    def actor(self):
        """The advisor who follows the case; the platform while nobody does."""
        key = self.story.get("advisor")
        return self.setting.actor(key) if key else self.setting.platform


def replay(setting: Setting, stories: list[dict], *, now: dt.datetime, others: Iterable[Gesture] = ()) -> None:
    """Open every case, play its steps and the other gestures; what happens first in time is written first."""
    played: list[tuple[dt.datetime, Callable[[], None]]] = []
    played += [(moment, partial(_gesture, gesture, moment)) for moment, gesture in others]
    everything = []
    for rank, story in enumerate(stories):
        told = Told(setting, story, today=timezone.localdate(now))
        moment = clock.moment_of(now, days=story["d"], hour=8, minute=rank % 50)
        everything.append(told)
        played.append((moment, partial(_play, told, moment, None)))
        for order, step in enumerate(story["steps"]):
            hour = step.get("h", 9 + order % 5)
            moment = clock.moment_of(now, days=step["d"], hour=hour, minute=rank % 50)
            played.append((moment, partial(_play, told, moment, step)))
    for _, play in sorted(played, key=lambda one: one[0]):
        play()
    for told in everything:
        _finish(told)


def _gesture(gesture: Callable[[], Case | None], moment: dt.datetime) -> None:
    really = timezone.now()
    with clock.at(moment):
        case = gesture()
    if case:
        _follow_clock(case, since=really, moment=moment)


def _play(told: Told, moment: dt.datetime, step: dict | None) -> None:
    really = timezone.now()
    with clock.at(moment):
        if step is None:
            told.case = _open(told)
        else:
            name = next(name for name in STEPS if name in step)
            STEPS[name](told, step)
    _follow_clock(told.case, since=really, moment=moment)
    told.case.refresh_from_db()


def _follow_clock(case: Case, *, since: dt.datetime, moment: dt.datetime) -> None:
    """Dates that a model takes from the real clock are given the moment of the step, in the order they were written."""
    entries = Entry.objects.filter(case=case, at__gte=since).order_by("at")
    for rank, entry in enumerate(entries):
        Entry.objects.filter(pk=entry.pk).update(at=moment + dt.timedelta(seconds=rank))
    Case.objects.filter(pk=case.pk, opened_at__gte=since).update(opened_at=moment)
    Case.objects.filter(pk=case.pk, last_contact_at__gte=since).update(last_contact_at=moment)


def _open(told: Told) -> Case:
    story, setting = told.story, told.setting
    commune = Commune.objects.get(pk=story["insee"])
    first, last = story["people"][0]
    given = {"first_name": first, "last_name": last, "phone": parse_phone(story["phone"]), "email": story["email"]}
    given |= {"commune": commune, "text": story["text"], "home_kind": story.get("home_kind", "house")}
    given["condominium"] = story.get("condominium", "")
    given["occupancy"] = story.get("occupancy", "owner_occupier")
    if story["origin"] == CaseOrigin.PORTAL:
        case = ask_for_call(actor=setting.platform, asked=given)
        return _completed(told, case)
    user = setting.users[story["advisor"]]
    organisation = setting.actor(story["advisor"]).organisation_id
    return open_case(
        actor=told.actor,
        request=NewCase(
            **given,
            organisation=next(one for one in setting.organisations.values() if one.pk == organisation),
            postcode=story.get("postcode", commune.first_postcode),
            address=story.get("address", ""),
            origin=story["origin"],
            advisor=user,
        ),
    )


def _completed(told: Told, case: Case) -> Case:
    """A request from the portal, taken by its advisor with the address learnt on the phone."""
    if "advisor" in told.story:
        STEPS["take"](told, {"case": case})
    return case


def _finish(told: Told) -> None:
    """Where the case stands today."""
    case, status = told.case, told.story.get("status", {})
    if "pause" in status:
        pause(actor=told.actor, case=case, reason=status["pause"])
    elif "close" in status:
        close(actor=told.actor, case=case, reason=status["close"])
        if status.get("archive"):
            archive(actor=told.actor, case=case)
    elif "next" in told.story:
        following = told.story["next"]
        on = told.today + dt.timedelta(days=following["on"])
        set_next_step(actor=told.actor, case=case, text=following["text"], on=on, missing=following.get("missing", ""))
