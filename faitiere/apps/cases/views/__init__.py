"""Views of the desk: find, check, bind, act, answer."""

from .archiving import archive, restore
from .board import board, board_back, board_move, case_map
from .bulk import bulk_describe, bulk_prepare, bulk_run, bulk_runs, bulk_start, bulk_stop, bulk_undo
from .calls import call, call_known
from .day import day, day_arrange, my_tasks, take
from .documents import document_add, document_file, document_visibility, documents, download, preview, preview_page
from .drafts import draft_drop, draft_keep
from .follow_up import advisor, close, follow_up, next_step, pause, reopen, stage, tag_add, tag_remove
from .handover import hand_over
from .homes import home, home_apart, home_compare, home_twin, other_home, similar_homes
from .inbox import inbox_fetch, mail_reject, mail_release, mails_reject, quarantine
from .opening import new, similar
from .organisations import partner_add, partner_remove, transfer
from .people import (
    guest_end,
    household,
    invitation,
    main_contact,
    participant_add,
    participant_change,
    participant_end,
    people,
)
from .portfolio import (
    case_list,
    columns_choose,
    filter_forget,
    filter_save,
    list_columns,
    list_counters,
    list_export,
    list_filters,
)
from .post import post, post_done, post_mode, post_print
from .search import search
from .seeing import see_as
from .setting_up import (
    letter,
    letter_delete,
    letters,
    stage_add,
    stage_change,
    stage_move,
    stage_remove,
    stages,
)
from .sheets import sheet_edit, sheets
from .tasks import relance, task_add, task_change, task_delete, task_tick, task_untick
from .timeline import note_pin, note_unpin, timeline, write

__all__ = [
    "advisor",
    "archive",
    "board",
    "board_back",
    "board_move",
    "bulk_describe",
    "bulk_prepare",
    "bulk_run",
    "bulk_runs",
    "bulk_start",
    "bulk_stop",
    "bulk_undo",
    "call",
    "call_known",
    "case_list",
    "case_map",
    "close",
    "columns_choose",
    "day",
    "day_arrange",
    "document_add",
    "document_file",
    "document_visibility",
    "documents",
    "download",
    "draft_drop",
    "draft_keep",
    "filter_forget",
    "filter_save",
    "follow_up",
    "guest_end",
    "hand_over",
    "home",
    "home_apart",
    "home_compare",
    "home_twin",
    "household",
    "inbox_fetch",
    "invitation",
    "letter",
    "letter_delete",
    "letters",
    "list_columns",
    "list_counters",
    "list_export",
    "list_filters",
    "mail_reject",
    "mail_release",
    "mails_reject",
    "main_contact",
    "my_tasks",
    "new",
    "next_step",
    "note_pin",
    "note_unpin",
    "other_home",
    "participant_add",
    "participant_change",
    "participant_end",
    "partner_add",
    "partner_remove",
    "pause",
    "people",
    "post",
    "post_done",
    "post_mode",
    "post_print",
    "preview",
    "preview_page",
    "quarantine",
    "relance",
    "reopen",
    "restore",
    "search",
    "see_as",
    "sheet_edit",
    "sheets",
    "similar",
    "similar_homes",
    "stage",
    "stage_add",
    "stage_change",
    "stage_move",
    "stage_remove",
    "stages",
    "tag_add",
    "tag_remove",
    "take",
    "task_add",
    "task_change",
    "task_delete",
    "task_tick",
    "task_untick",
    "timeline",
    "transfer",
    "write",
]
