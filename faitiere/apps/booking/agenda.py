"""The agenda of the desk: days with their appointments, absences and free time, on the clock of the territory."""

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from faitiere.apps.cases.day import DayBlock, Lines
from faitiere.lib.numbers import count, day_words, join_words

from .clock import hour_of, midnight, today_in, zone_of
from .enums import ICONS, KEPT, AppointmentStatus, Way
from .holidays import holiday_name
from .models import Absence, Appointment, Opening
from .permissions import appointments_seen_by, organisations_working
from .reading import changes_between, hours_of, rules_of_territory
from .slots import spans

# Statuses with the kind of their tag (components: `status_tag`).
_TAGS = {
    AppointmentStatus.BOOKED: "",
    AppointmentStatus.HONOURED: "ok",
    AppointmentStatus.MISSED: "warn",
    AppointmentStatus.CANCELLED: "neutral",
}


@dataclass(frozen=True)
class Line:
    """An appointment as a list shows it."""

    appointment: Appointment
    hour: str
    until: str
    icon: str
    tag: str
    is_now: bool


@dataclass
class Day:
    """A day of the agenda: its lines, its hours in words, when the person is away."""

    day: dt.date
    name: str
    is_today: bool
    holiday: str = ""
    hours: str = ""
    lines: list[Line] = field(default_factory=list)
    away: list[str] = field(default_factory=list)


def line_of(appointment: Appointment, zone: ZoneInfo, now: dt.datetime) -> Line:
    return Line(
        appointment,
        hour_of(appointment.starts_at, zone),
        hour_of(appointment.ends_at, zone),
        ICONS[Way(appointment.way)],
        _TAGS.get(AppointmentStatus(appointment.status), ""),
        appointment.starts_at <= now < appointment.ends_at,
    )


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _days(first: dt.date, count_of: int, zone: ZoneInfo) -> list[Day]:
    today, region = today_in(zone, timezone.now()), rules_of_territory().holiday_zone
    days = [first + dt.timedelta(days=rank) for rank in range(count_of)]
    return [Day(day, day_words(day), day == today, holiday_name(day, region)) for day in days]


def days_of(actor, *, advisor, first: dt.date, length: int) -> list[Day]:
    """The agenda of an advisor over some days; of a whole organisation the actor sees when `advisor` is None."""
    zone, now = zone_of(actor.territory), timezone.now()
    days = {one.day: one for one in _days(first, length, zone)}
    since, until = midnight(first, zone), midnight(first + dt.timedelta(days=length), zone)
    found = appointments_seen_by(actor).filter(starts_at__gte=since, starts_at__lt=until, status__in=KEPT)
    if advisor:
        found = found.filter(advisor=advisor)
    for one in found.in_full().order_by("starts_at", "pk"):
        days[today_in(zone, one.starts_at)].lines.append(line_of(one, zone, now))
    if advisor:
        _add_hours(days, advisor, zone)
        _add_absences(days, advisor, (since, until), zone)
    return list(days.values())


def _add_hours(days: dict[dt.date, Day], advisor, zone: ZoneInfo) -> None:
    first, last = min(days), max(days)
    openings = Opening.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), advisor=advisor, starts_on__lte=last)
    told: dict[dt.date, list] = {}
    for opening in openings.prefetch_related(changes_between(first, last)):
        for span in spans(hours_of(opening), first, last, zone):
            told.setdefault(today_in(zone, span.start), []).append((span.start, span.end))
    for day, hours in told.items():
        words = [f"{hour_of(start, zone)} à {hour_of(end, zone)}" for start, end in sorted(hours)]
        days[day].hours = join_words(words)


def _add_absences(days: dict[dt.date, Day], advisor, bounds: tuple, zone: ZoneInfo) -> None:
    since, until = bounds
    closed = Q(organisation__in=organisations_working(advisor))
    absences = Absence.objects.filter(Q(advisor=advisor) | closed, starts_at__lt=until, ends_at__gt=since)
    for one in absences.select_related("organisation").order_by("starts_at"):
        for day in days.values():
            start, end = midnight(day.day, zone), midnight(day.day + dt.timedelta(days=1), zone)
            if one.starts_at < end and one.ends_at > start:
                begins, ends = max(one.starts_at, start), min(one.ends_at, end)
                whole = begins == start and ends == end
                when = "toute la journée" if whole else f"de {hour_of(begins, zone)} à {hour_of(ends, zone)}"
                what = one.label or ("Structure fermée" if one.organisation else "Absence")
                day.away.append(f"{what}, {when}")


def today_for(actor) -> Lines:
    """My appointments of the day, with the one going on."""
    zone, now = zone_of(actor.territory), timezone.now()
    day = today_in(zone, now)
    since, until = midnight(day, zone), midnight(day + dt.timedelta(days=1), zone)
    mine = Appointment.objects.filter(advisor=actor.user, starts_at__gte=since, starts_at__lt=until, status__in=KEPT)
    rows = [line_of(one, zone, now) for one in mine.in_full().order_by("starts_at")]
    return Lines(rows, len(rows))


def day_fact(days: list[Day]) -> str:
    """The sentence under the title: "5 rendez-vous"."""
    return count(sum(len(day.lines) for day in days), "rendez-vous", "rendez-vous")


TODAY = DayBlock(
    "rendez-vous",
    "Rendez-vous du jour",
    "booking/desk/day.html",
    today_for,
    counted=("rendez-vous aujourd’hui", "rendez-vous aujourd’hui"),
)
