"""The only writers of cases. One verb a function, keyword-only, atomic, written in the journal."""

from .documents import add_document, share_document, unshare_document
from .finding import index_case
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
from .opening import NewCase, open_case
from .people import NewParticipant, add_participant, change_participant, end_participant, invite_to_space, make_main
from .portfolio import choose_columns, forget_filter, save_filter
from .tags import name_tag, tag_case, untag_case
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
    "assign",
    "change_participant",
    "choose_columns",
    "close",
    "end_participant",
    "forget_filter",
    "index_case",
    "invite_to_space",
    "make_main",
    "mark_read",
    "name_tag",
    "open_case",
    "pause",
    "pin",
    "remove_partner",
    "reopen",
    "save_filter",
    "send_relance",
    "set_next_step",
    "set_stage",
    "share_document",
    "tag_case",
    "take",
    "tick",
    "transfer",
    "unpin",
    "unshare_document",
    "untag_case",
    "untick",
    "write_to_household",
]
