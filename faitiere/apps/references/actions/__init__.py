"""The only writers of the sheets. One verb a function, keyword-only, atomic, written in the journal."""

from .pictures import add_picture, remove_picture
from .sheets import (
    create_from_case,
    create_sheet,
    give_consent,
    publish,
    save_sheet,
    send_back,
    submit,
    withdraw,
    withdraw_consent,
)

__all__ = [
    "add_picture",
    "create_from_case",
    "create_sheet",
    "give_consent",
    "publish",
    "remove_picture",
    "save_sheet",
    "send_back",
    "submit",
    "withdraw",
    "withdraw_consent",
]
