"""The only writers of accounts, roles, invitations and impersonations."""

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
from .roles import (
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
    "Invited",
    "accept_invitation",
    "close_sessions",
    "end_access",
    "end_role",
    "give_role",
    "invite",
    "invite_again",
    "invite_colleague",
    "invite_colleagues",
    "lock",
    "open_invitation",
    "reset_second_factor",
    "send_password_reset",
    "set_role_dates",
    "start_seeing",
    "stop_seeing",
    "token_hash",
    "unlock",
    "withdraw_invitations",
]
