"""The advisor's own calendar, on a CalDAV server of the settings: events of ours written, busy times of others read.

Loop-proof: what a territory wrote is known by the end of its UID and never read back as a busy time. What another
territory or another site wrote in the same calendar is somebody else's: busy, and left alone.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

import caldav
from caldav.lib.error import NotFoundError
from django.conf import settings
from icalendar import Calendar

from .ical import own_suffix
from .secrets_kept import unlocked

_TIMEOUT = 15


@dataclass(frozen=True)
class BusyTime:
    """Only when: `key` tells the same time again, nothing of the event is kept."""

    key: str
    start: dt.datetime
    end: dt.datetime


def is_allowed(url: str) -> bool:
    """Whether the address is on a server the platform named (`CALDAV_HOSTS`): nothing else is ever called."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    named = host in settings.CALDAV_HOSTS or f"{host}:{parts.port}" in settings.CALDAV_HOSTS
    return parts.scheme in {"https", "http"} and named


def _calendar(peer) -> caldav.Calendar:
    if not is_allowed(peer.url):
        raise PermissionError("ce serveur n’est pas autorisé")
    client = caldav.DAVClient(
        url=peer.url, username=peer.username, password=unlocked(peer.password), timeout=_TIMEOUT, enable_rfc6764=False
    )
    return caldav.Calendar(client=client, url=peer.url)


def check(peer) -> None:
    """Ask the server for anything at all: a wrong address or password fails here."""
    now = dt.datetime.now(dt.UTC)
    _calendar(peer).search(event=True, start=now, end=now + dt.timedelta(days=1))


def put(peer, *, uid: str, text: str) -> None:
    """Write one of our events, or write it again."""
    calendar = _calendar(peer)
    remove(peer, uid=uid)
    calendar.add_event(text)


def remove(peer, *, uid: str) -> None:
    try:
        _calendar(peer).get_event_by_uid(uid).delete()
    except NotFoundError:
        return


def _moment(value, zone) -> dt.datetime:
    """A date is its first moment; a time without zone is read on the clock of the territory."""
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(dt.UTC)


def _is_busy(event, own: str) -> bool:
    own_event = str(event.get("uid", "")).endswith(own)
    free = str(event.get("transp", "OPAQUE")).upper() == "TRANSPARENT"
    return not own_event and not free and str(event.get("status", "")).upper() != "CANCELLED"


def busy_times(text: str, *, zone, own: str) -> list[BusyTime]:
    """Busy times of an iCalendar text; events whose UID ends with `own`, free or cancelled ones left out."""
    found = []
    for event in Calendar.from_ical(text).walk("VEVENT"):
        if not _is_busy(event, own) or event.get("dtstart") is None:
            continue
        start, end = _moment(event.start, zone), _moment(event.end, zone)
        if end > start:
            key = hashlib.sha256(f"{event.get('uid')}|{start.isoformat()}".encode()).hexdigest()
            found.append(BusyTime(key, start, end))
    return found


@dataclass(frozen=True)
class Read:
    """What a calendar holds from now on: when it is busy, and the UIDs of the territory's own events."""

    busy: list[BusyTime]
    own: frozenset[str]


def read(peer, *, zone, until: dt.datetime) -> Read:
    """Events that come back are counted each time they do."""
    now, own = dt.datetime.now(dt.UTC), own_suffix(peer.territory_id)
    events = [one.data for one in _calendar(peer).search(event=True, start=now, end=until, expand=True)]
    uids = {str(one.get("uid")) for text in events for one in Calendar.from_ical(text).walk("VEVENT")}
    busy = [busy for text in events for busy in busy_times(text, zone=zone, own=own)]
    return Read(busy, frozenset(uid for uid in uids if uid.endswith(own)))
