"""The only writers of accounts, roles, invitations and impersonations."""

from .identities import check_link, check_use, link_identity, unlink_identity, used_identity
from .impersonation import start_seeing, stop_seeing
from .invitations import (
    INVITATION_DAYS,
    Invited,
    accept_invitation,
    invite,
    invite_again,
    invite_colleague,
    invite_colleagues,
    open_invitation,
    token_hash,
    withdraw_invitations,
)
from .own_account import AddressTaken, change_email, is_open, open_account
from .roles import (
    close_links,
    close_sessions,
    end_access,
    end_role,
    give_role,
    lock,
    reset_second_factor,
    send_password_reset,
    set_role_dates,
    unlock,
)

__all__ = [
    "INVITATION_DAYS",
    "AddressTaken",
    "Invited",
    "accept_invitation",
    "change_email",
    "check_link",
    "check_use",
    "close_links",
    "close_sessions",
    "end_access",
    "end_role",
    "give_role",
    "invite",
    "invite_again",
    "invite_colleague",
    "invite_colleagues",
    "is_open",
    "link_identity",
    "lock",
    "open_account",
    "open_invitation",
    "reset_second_factor",
    "send_password_reset",
    "set_role_dates",
    "start_seeing",
    "stop_seeing",
    "token_hash",
    "unlink_identity",
    "unlock",
    "used_identity",
    "withdraw_invitations",
]
