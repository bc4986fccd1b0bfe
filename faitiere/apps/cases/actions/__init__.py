"""The only writers of cases. One verb a function, keyword-only, atomic, written in the journal."""

from .archiving import archive, erase_when_due, restore, warn_of_erasure
from .arranging import arrange_day, forget_arrangement
from .documents import add_document, share_document, unshare_document
from .follow_up import (
    add_partner,
    assign,
    close,
    pause,
    remove_partner,
    reopen,
    set_next_step,
    set_stage,
    take,
    transfer,
)
from .guests import ask_in, let_go
from .handing_over import hand_over, see_off
from .opening import NewCase, open_case
from .people import NewParticipant, add_participant, change_participant, end_participant, invite_to_space, make_main
from .tasks import NewTask, add_task, send_relance, tick, untick
from .thread import add_entry, mark_read, pin, unpin, write_to_household

__all__ = [
    "NewCase",
    "NewParticipant",
    "NewTask",
    "add_document",
    "add_entry",
    "add_participant",
    "add_partner",
    "add_task",
    "archive",
    "arrange_day",
    "ask_in",
    "assign",
    "change_participant",
    "close",
    "end_participant",
    "erase_when_due",
    "forget_arrangement",
    "hand_over",
    "invite_to_space",
    "let_go",
    "make_main",
    "mark_read",
    "open_case",
    "pause",
    "pin",
    "remove_partner",
    "reopen",
    "restore",
    "see_off",
    "send_relance",
    "set_next_step",
    "set_stage",
    "share_document",
    "take",
    "tick",
    "transfer",
    "unpin",
    "unshare_document",
    "untick",
    "warn_of_erasure",
    "write_to_household",
]
