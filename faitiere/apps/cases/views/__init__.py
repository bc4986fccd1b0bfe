"""Views of the desk: find, check, bind, act, answer."""

from .archiving import archive, restore
from .day import day, day_arrange, my_tasks, take
from .documents import document_add, document_visibility, documents, download
from .follow_up import advisor, close, follow_up, next_step, pause, reopen, stage
from .handover import hand_over
from .opening import new, similar
from .organisations import partner_add, partner_remove, transfer
from .people import household, invitation, main_contact, participant_add, participant_change, participant_end, people
from .portfolio import case_list
from .seeing import see_as
from .tasks import relance, task_add, task_tick, task_untick
from .timeline import note_pin, note_unpin, timeline, write

__all__ = [
    "advisor",
    "archive",
    "case_list",
    "close",
    "day",
    "day_arrange",
    "document_add",
    "document_visibility",
    "documents",
    "download",
    "follow_up",
    "hand_over",
    "household",
    "invitation",
    "main_contact",
    "my_tasks",
    "new",
    "next_step",
    "note_pin",
    "note_unpin",
    "participant_add",
    "participant_change",
    "participant_end",
    "partner_add",
    "partner_remove",
    "pause",
    "people",
    "relance",
    "reopen",
    "restore",
    "see_as",
    "similar",
    "stage",
    "take",
    "task_add",
    "task_tick",
    "task_untick",
    "timeline",
    "transfer",
    "write",
]
