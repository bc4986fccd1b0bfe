"""The only writers of the project space: what its people do in it."""

from .copies import ask_for_copy, give_up_copy, make_copy
from .exchanges import Received, send_files, write_to_advisor
from .opening import ask_to_open, open_project, open_space, read_opening_token
from .rights import (
    ask_for_new_email,
    change_agreement,
    confirm_new_email,
    correct_person,
    erase_own_data,
    read_email_token,
)
from .statements import declare, decline_statement, take_statement

__all__ = [
    "Received",
    "ask_for_copy",
    "ask_for_new_email",
    "ask_to_open",
    "change_agreement",
    "confirm_new_email",
    "correct_person",
    "declare",
    "decline_statement",
    "erase_own_data",
    "give_up_copy",
    "make_copy",
    "open_project",
    "open_space",
    "read_email_token",
    "read_opening_token",
    "send_files",
    "take_statement",
    "write_to_advisor",
]
