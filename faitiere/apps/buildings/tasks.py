"""Jobs of the buildings: degree-days of the months that end."""

import io
import logging
import tempfile
import urllib.error

from django.conf import settings

from faitiere.lib.downloads import download
from faitiere.lib.jobs import job

from .degree_days import NotTheFile, keep, read_temperatures

# Seven years of 96 départements are 11 MB.
_MOST_BYTES = 200 * 1024 * 1024
_LOGGER = logging.getLogger(__name__)


@job(attempts=3, first_delay=1800)
def fetch_degree_days() -> None:
    """Every week, when an address is set: download the daily temperatures, keep the degree-days of whole months."""
    if not settings.DEGREE_DAYS_URL:
        return
    with tempfile.TemporaryFile() as handle:
        try:
            download(settings.DEGREE_DAYS_URL, handle, setting="DEGREE_DAYS_URL", most_bytes=_MOST_BYTES)
            handle.seek(0)
            found = read_temperatures(io.TextIOWrapper(handle, encoding="utf-8", errors="replace"))
        except (urllib.error.URLError, TimeoutError, NotTheFile) as error:
            _LOGGER.warning("the degree-days could not be read: %s", error)
            raise
    _LOGGER.info("degree-days of %d months kept", keep(found))
