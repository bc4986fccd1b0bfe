"""Views of accounts: the entrance, the accounts of a territory, looking at somebody's screens."""

from .connect import connect, connect_back, identities, link, unlink
from .entrance import home, invitation, platform
from .people import (
    account,
    bulk,
    end_role,
    invite_again,
    lock,
    people,
    reset_second_factor,
    role_dates,
    send_reset,
    unlock,
)
from .seeing import see_as, seen, stop_seeing

__all__ = [
    "account",
    "bulk",
    "connect",
    "connect_back",
    "end_role",
    "home",
    "identities",
    "invitation",
    "invite_again",
    "link",
    "lock",
    "people",
    "platform",
    "reset_second_factor",
    "role_dates",
    "see_as",
    "seen",
    "send_reset",
    "stop_seeing",
    "unlink",
    "unlock",
]
