"""The only writers of events. One verb a function, keyword-only, atomic, written in the journal."""

from .events import cancel_event, publish_event, save_event, write_outcome
from .outcomes import link_case, mark_attendance, open_case_of
from .registrations import NewRegistration, promote, register, remind, settle_places, withdraw

__all__ = [
    "NewRegistration",
    "cancel_event",
    "link_case",
    "mark_attendance",
    "open_case_of",
    "promote",
    "publish_event",
    "register",
    "remind",
    "save_event",
    "settle_places",
    "withdraw",
    "write_outcome",
]
