"""Writers of accounts, roles and invitations."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record

from .models import Invitation, Membership, User

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
    if user.has_usable_password():
        return Invited(user, next_path)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        user=user,
        token_hash=token_hash(token),
        next_path=next_path,
        created_by=actor.user,
        expires_at=timezone.now() + dt.timedelta(days=INVITATION_DAYS),
    )
    return Invited(user, reverse("accounts:invitation", args=[token]))


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
def invite_colleague(*, actor, colleague: dict) -> Membership:
    """Open a colleague's account with its role and write to the address; `colleague` is a cleaned `ColleagueForm`."""
    names = {key: colleague[key] for key in ("first_name", "last_name", "email")}
    invited = invite(actor=actor, next_path=reverse("accounts:home"), **names)
    membership = give_role(
        actor=actor, user=invited.user, organisation=colleague["organisation"], role=colleague["role"]
    )
    text = render_to_string(
        "accounts/mail_colleague.txt",
        {"membership": membership, "actor": actor, "link": actor.territory.absolute(invited.link)},
    )
    send_mail(f"Votre accès au guichet {actor.territory.name}", text, None, [invited.user.email])
    return membership


@transaction.atomic
def give_role(*, actor, user: User, organisation, role: str) -> Membership:
    """Give a role from today; nothing changes when it is held already."""
    membership = Membership.objects.active().filter(user=user, organisation=organisation, role=role).first()
    if membership is None:
        membership = Membership.objects.create(user=user, organisation=organisation, role=role)
        record(actor=actor, verb="role.given", target=membership, role=role)
    return membership


@transaction.atomic
def end_role(*, actor, membership: Membership) -> None:
    """End a role today and close the person's sessions, so that access stops at once."""
    membership.valid_to = timezone.localdate() - dt.timedelta(days=1)
    membership.valid_from = min(membership.valid_from, membership.valid_to)
    membership.save(update_fields=["valid_from", "valid_to"])
    close_sessions(membership.user)
    record(actor=actor, verb="role.ended", target=membership, role=membership.role)


@transaction.atomic
def reset_second_factor(*, actor, user: User) -> None:
    """Forget the second factor of a person who lost it: a new one is asked at the next sign-in."""
    Authenticator.objects.filter(user=user).delete()
    close_sessions(user)
    record(actor=actor, verb="account.second_factor_reset", target=user)


def close_sessions(user: User) -> None:
    """Sign the person out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
