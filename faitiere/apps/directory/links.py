"""Signed links of the directory: each for one purpose, each with an end; a GET never uses one up."""

import uuid

from django.core import signing
from django.urls import reverse

_DAYS = 24 * 3600
CONFIRM, ANSWER, STAY = "directory.confirm", "directory.quote", "directory.stay"
# How long each works.
LASTS = {CONFIRM: 7 * _DAYS, ANSWER: 60 * _DAYS, STAY: 60 * _DAYS}
_ROUTES = {CONFIRM: "directory:confirm", ANSWER: "directory:quote_answer", STAY: "directory:stay"}


def link_to(territory, purpose: str, row) -> str:
    """The public address that lets its reader act on this row, for this purpose only."""
    token = signing.dumps(str(row.pk), salt=purpose, compress=False)
    return territory.absolute(reverse(_ROUTES[purpose], args=[token]))


def row_of(token: str, purpose: str) -> uuid.UUID | None:
    """Id of the row of a link; None when it is made up, meant for something else or too old."""
    try:
        return uuid.UUID(signing.loads(token, salt=purpose, max_age=LASTS[purpose]))
    except (signing.BadSignature, ValueError, TypeError):
        return None
