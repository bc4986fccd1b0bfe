"""When a digest is due: pure decisions on moments."""

import datetime as dt
from zoneinfo import ZoneInfo

# Hours of the digests, on the clock of the territory.
DIGEST_HOURS = (8, 14)


def last_digest(now: dt.datetime, zone: str) -> dt.datetime:
    """The last moment a digest was due, at or before `now` (aware), read on the clock of `zone`."""
    local = now.astimezone(ZoneInfo(zone))
    due = [local.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in DIGEST_HOURS]
    passed = [moment for moment in due if moment <= local]
    return passed[-1] if passed else due[-1] - dt.timedelta(days=1)
