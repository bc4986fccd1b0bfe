"""The only writers of cases. One verb a function, keyword-only, atomic, written in the journal."""

from .archiving import archive, erase_now, erase_when_due, restore, warn_of_erasure
from .arranging import arrange_day, forget_arrangement
from .asking import Asked, NobodyInCharge, keep_consent, open_asked_case, person_known
from .calls import log_call
from .documents import (
    add_document,
    file_document,
    opened_at_desk,
    set_readers,
    share_document,
    unshare_document,
    withdraw_document,
)
from .drafts import drop_draft, keep_draft
from .finding import index_case, index_contacts
from .follow_up import (
    add_partner,
    assign,
    close,
    pause,
    remove_partner,
    reopen,
    revise_advisor,
    revise_next_step,
    revise_stage,
    set_next_step,
    set_stage,
    take,
    transfer,
)
from .guests import ask_in, let_go
from .handing_over import hand_over, see_off
from .homes import make_one_home, make_two_homes, move_case
from .inbox import receive, reject_mail, reject_mails, release_mail, sender_in
from .letters import NewLetter, mark_posted, paper_people, set_paper_mode, write_letter
from .opening import NewCase, open_case, project_kind_of
from .people import NewParticipant, add_participant, change_participant, end_participant, invite_to_space, make_main
from .portfolio import choose_columns, forget_filter, save_filter
from .relances import send_due_relance
from .setting_up import add_stage, change_stage, delete_template, move_stage, remove_stage, save_template
from .sheets import Change, edit_value
from .space_guests import NewGuest, let_in, show_out
from .tags import name_tag, tag_case, untag_case
from .tasks import (
    NewTask,
    add_task,
    change_task,
    delete_task,
    schedule_relance,
    send_relance,
    task_values,
    tick,
    untick,
)
from .thread import add_entry, add_note, mark_read, pin, unpin, write_to_household

__all__ = [
    "Asked",
    "Change",
    "NewCase",
    "NewGuest",
    "NewLetter",
    "NewParticipant",
    "NewTask",
    "NobodyInCharge",
    "add_document",
    "add_entry",
    "add_note",
    "add_participant",
    "add_partner",
    "add_stage",
    "add_task",
    "archive",
    "arrange_day",
    "ask_in",
    "assign",
    "change_participant",
    "change_stage",
    "change_task",
    "choose_columns",
    "close",
    "delete_task",
    "delete_template",
    "drop_draft",
    "edit_value",
    "end_participant",
    "erase_now",
    "erase_when_due",
    "file_document",
    "forget_arrangement",
    "forget_filter",
    "hand_over",
    "index_case",
    "index_contacts",
    "invite_to_space",
    "keep_consent",
    "keep_draft",
    "let_go",
    "let_in",
    "log_call",
    "make_main",
    "make_one_home",
    "make_two_homes",
    "mark_posted",
    "mark_read",
    "move_case",
    "move_stage",
    "name_tag",
    "open_asked_case",
    "open_case",
    "opened_at_desk",
    "paper_people",
    "pause",
    "person_known",
    "pin",
    "project_kind_of",
    "receive",
    "reject_mail",
    "reject_mails",
    "release_mail",
    "remove_partner",
    "remove_stage",
    "reopen",
    "restore",
    "revise_advisor",
    "revise_next_step",
    "revise_stage",
    "save_filter",
    "save_template",
    "schedule_relance",
    "see_off",
    "send_due_relance",
    "send_relance",
    "sender_in",
    "set_next_step",
    "set_paper_mode",
    "set_readers",
    "set_stage",
    "share_document",
    "show_out",
    "tag_case",
    "take",
    "task_values",
    "tick",
    "transfer",
    "unpin",
    "unshare_document",
    "untag_case",
    "untick",
    "warn_of_erasure",
    "withdraw_document",
    "write_letter",
    "write_to_household",
]
