"""Writers of accounts and invitations."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record

from ..models import Invitation, Membership, User
from .roles import give_role

INVITATION_DAYS = 14


@dataclass(frozen=True)
class Invited:
    """The account invited and the address to send: an invitation, or the page itself when it has a password."""

    user: User
    link: str


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, actor, email: str, first_name: str, last_name: str, next_path: str) -> Invited:
    """Open an account for this address (or find it) and give the link that leads to `next_path`.

    The link of an account without a password is single use and expires; only the hash of its token is kept.
    """
    email = email.strip().lower()
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, None, first_name=first_name, last_name=last_name)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    record(actor=actor, verb="account.invited", target=user)
    return Invited(user, next_path if user.has_usable_password() else _new_link(actor, user, next_path))


def _new_link(actor, user: User, next_path: str) -> str:
    """A link that sets the password once; only the hash of its token is kept."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        user=user,
        token_hash=token_hash(token),
        next_path=next_path,
        created_by=actor.user,
        expires_at=timezone.now() + dt.timedelta(days=INVITATION_DAYS),
    )
    return reverse("accounts:invitation", args=[token])


def open_invitation(token: str) -> Invitation | None:
    """The invitation of this token when it still can be used; None for an unknown, used or expired one alike."""
    return (
        Invitation.objects.filter(
            token_hash=token_hash(token), used_at=None, expires_at__gt=timezone.now(), user__is_active=True
        )
        .select_related("user")
        .first()
    )


@transaction.atomic
def accept_invitation(*, actor, invitation: Invitation, password: str) -> User:
    """Set the password and use the link up, with every other invitation of the account in this territory."""
    user = invitation.user
    user.set_password(password)
    user.save(update_fields=["password"])
    Invitation.objects.filter(user=user, used_at=None).update(used_at=timezone.now())
    record(actor=actor, verb="account.opened", target=user)
    return user


@transaction.atomic
def withdraw_invitations(*, actor, user: User, next_path: str) -> None:
    """The links that were to lead to `next_path` and were not used are worth nothing any more."""
    ended = Invitation.objects.filter(user=user, next_path=next_path, used_at=None).update(used_at=timezone.now())
    if ended:
        record(actor=actor, verb="account.invitation_withdrawn", target=user)


@transaction.atomic
def invite_colleague(*, actor, colleague: dict) -> Membership:
    """Open a colleague's account with its role and write to the address; `colleague` is a cleaned `ColleagueForm`."""
    names = {key: colleague[key] for key in ("first_name", "last_name", "email")}
    invited = invite(actor=actor, next_path=reverse("accounts:home"), **names)
    dates = (colleague.get("valid_from"), colleague.get("valid_to"))
    place = {key: colleague[key] for key in ("organisation", "role")}
    membership = give_role(actor=actor, user=invited.user, dates=dates, **place)
    _write_to_colleague(actor, membership, invited.link)
    return membership


@transaction.atomic
def invite_colleagues(*, actor, colleagues: list[dict]) -> list[Membership]:
    """Several invitations at once: all are written, or none."""
    return [invite_colleague(actor=actor, colleague=colleague) for colleague in colleagues]


@transaction.atomic
def invite_again(*, actor, membership: Membership) -> None:
    """A new link for an account that was never opened; those sent before are worth nothing any more."""
    user = membership.user
    Invitation.objects.filter(user=user, used_at=None).update(used_at=timezone.now())
    link = reverse("accounts:home") if user.has_usable_password() else _new_link(actor, user, reverse("accounts:home"))
    record(actor=actor, verb="account.invited", target=user)
    _write_to_colleague(actor, membership, link)


def _write_to_colleague(actor, membership: Membership, link: str) -> None:
    shown = {"membership": membership, "actor": actor, "link": actor.territory.absolute(link)}
    text = render_to_string("accounts/mail_colleague.txt", shown)
    send_mail(f"Votre accès au guichet {actor.territory.name}", text, None, [membership.user.email])
