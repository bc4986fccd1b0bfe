"""The only writers of the directory. One verb a function, keyword-only, atomic, written in the journal."""

from .imports import ask_import, run_import, stop_import
from .professionals import (
    Given,
    add_professional,
    correct_professional,
    give_back,
    retire_label,
    save_label,
    set_directory,
    set_labels,
    set_standing,
)
from .proposals import NewProposal, accept, confirm, given_by, propose, refuse, report_problem
from .quotes import (
    CONSENT,
    Works,
    answer_quote,
    ask_for_quotes,
    contact_of,
    withdraw_invitation,
    withdraw_request,
)
from .staying import stay, warn_silent, withdraw_silent

__all__ = [
    "CONSENT",
    "Given",
    "NewProposal",
    "Works",
    "accept",
    "add_professional",
    "answer_quote",
    "ask_for_quotes",
    "ask_import",
    "confirm",
    "contact_of",
    "correct_professional",
    "give_back",
    "given_by",
    "propose",
    "refuse",
    "report_problem",
    "retire_label",
    "run_import",
    "save_label",
    "set_directory",
    "set_labels",
    "set_standing",
    "stay",
    "stop_import",
    "warn_silent",
    "withdraw_invitation",
    "withdraw_request",
    "withdraw_silent",
]
