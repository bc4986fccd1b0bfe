"""Writer of a call: what was said and what comes next, in one go."""

import datetime as dt

from django.db import transaction

from faitiere.apps.audit.actions import record

from ..enums import EntryKind
from ..models import Case
from .follow_up import set_next_step
from .thread import add_note


@transaction.atomic
def log_call(*, actor, case: Case, text: str, next_step: str, on: dt.date | None) -> Case:
    """Note a call in the timeline and set the next step; all or nothing."""
    add_note(actor=actor, case=case, kind=EntryKind.CALL, text=text)
    set_next_step(actor=actor, case=case, text=next_step, on=on, missing=case.missing)
    record(actor=actor, verb="case.call_logged", target=case, case_id=case.pk)
    return case
