"""Writers of roles, and the end of an access: at once, everywhere."""

import datetime as dt

from allauth.account.forms import ResetPasswordForm
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.module_loading import import_string

from faitiere.apps.audit.actions import record

from ..models import Impersonation, Invitation, Membership, User

# First and last day of a role.
Dates = tuple[dt.date | None, dt.date | None]


@transaction.atomic
def give_role(*, actor, user: User, organisation, role: str, dates: Dates = (None, None)) -> Membership:
    """Give a role between two dates, from today by default; nothing changes when it is held already."""
    since, until = dates
    membership = Membership.objects.active().filter(user=user, organisation=organisation, role=role).first()
    if membership is None:
        membership = Membership(user=user, organisation=organisation, role=role, valid_to=until)
        membership.valid_from = since or timezone.localdate()
        membership.save(force_insert=True)
        record(actor=actor, verb="role.given", target=membership, role=role)
    return membership


@transaction.atomic
def set_role_dates(*, actor, membership: Membership, valid_from: dt.date, valid_to: dt.date | None) -> None:
    """Change when a role is held; whoever does not hold it today is signed out."""
    membership.valid_from, membership.valid_to = valid_from, valid_to
    membership.save(update_fields=["valid_from", "valid_to"])
    if not Membership.objects.active().filter(pk=membership.pk).exists():
        close_sessions(membership.user)
    until = valid_to.isoformat() if valid_to else ""
    record(actor=actor, verb="role.dates_set", target=membership, since=valid_from.isoformat(), until=until)


@transaction.atomic
def lock(*, actor, membership: Membership) -> None:
    """Suspend a role at once, without ending it: nothing is opened until it is unlocked."""
    membership.locked_at = membership.locked_at or timezone.now()
    membership.save(update_fields=["locked_at"])
    close_sessions(membership.user)
    record(actor=actor, verb="role.locked", target=membership)


@transaction.atomic
def unlock(*, actor, membership: Membership) -> None:
    membership.locked_at = None
    membership.save(update_fields=["locked_at"])
    record(actor=actor, verb="role.unlocked", target=membership)


@transaction.atomic
def end_role(*, actor, membership: Membership) -> None:
    """End a role today and close the person's sessions, so that access stops at once."""
    membership.valid_to = timezone.localdate() - dt.timedelta(days=1)
    membership.valid_from = min(membership.valid_from, membership.valid_to)
    membership.save(update_fields=["valid_from", "valid_to"])
    _close_everything(actor, membership.user)
    record(actor=actor, verb="role.ended", target=membership, role=membership.role)


@transaction.atomic
def end_access(*, actor, memberships) -> None:
    """End several roles of one person at once."""
    for membership in memberships:
        end_role(actor=actor, membership=membership)


def _close_everything(actor, user: User) -> None:
    """Sessions, reset links, invitations and running visits of the account; and what other apps gave it."""
    close_sessions(user)
    Invitation.objects.filter(user=user, used_at=None).update(used_at=timezone.now())
    Impersonation.objects.filter(by=user, ended_at=None).update(ended_at=timezone.now())
    for path in settings.ACCESS_ENDERS:
        import_string(path)(actor=actor, user=user)


def close_sessions(user: User) -> None:
    """Sign the person out everywhere, and make its password reset links worth nothing."""
    User.objects.filter(pk=user.pk).update(access_number=F("access_number") + 1)


def close_links(*, user: User, leading_to: str) -> None:
    """Invitations not used yet that lead to a page or under it are worth nothing any more."""
    waiting = Invitation.objects.filter(user=user, used_at=None, next_path__startswith=leading_to)
    waiting.update(used_at=timezone.now())


@transaction.atomic
def reset_second_factor(*, actor, user: User) -> None:
    """Forget the second factor of a person who lost it: a new one is asked at the next sign-in; the person is told."""
    Authenticator.objects.filter(user=user).delete()
    close_sessions(user)
    record(actor=actor, verb="account.second_factor_reset", target=user)
    text = render_to_string("accounts/mail_second_factor.txt", {"user": user, "actor": actor})
    send_mail("Votre second facteur est à choisir de nouveau", text, None, [user.email])


@transaction.atomic
def send_password_reset(*, actor, user: User, request) -> None:
    """Send the person the same link as "mot de passe oublié": nobody else ever sees nor chooses the password."""
    form = ResetPasswordForm({"email": user.email})
    if form.is_valid():
        form.save(request)
    record(actor=actor, verb="account.reset_sent", target=user)
