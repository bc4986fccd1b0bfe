"""What a person changes of its own account."""

from allauth.account.models import EmailAddress
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from faitiere.apps.audit.actions import record

from ..models import ExternalIdentity, User


class AddressTaken(ValueError):
    """Another account has this address."""


def is_open(user: User | None) -> bool:
    """Whether somebody signs in to this account, by a password or an identity; False when it was only invited."""
    return user is not None and (user.has_usable_password() or ExternalIdentity.objects.filter(user=user).exists())


@transaction.atomic
def open_account(*, actor, email: str, password: str | None, first_name: str, last_name: str) -> User:
    """The account of somebody who proved to read this address; one that was only invited gets its password.

    password  None: it signs in by an identity or a code
    """
    user = User.objects.filter(email=email).first()
    if is_open(user):
        raise AddressTaken(email)
    if user is None:
        user = User.objects.create_user(email, password, first_name=first_name, last_name=last_name)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    else:
        user.set_password(password)
        user.save(update_fields=["password"])
        user.invitations.filter(used_at=None).update(used_at=timezone.now())
    record(actor=actor, verb="account.opened", target=user)
    return user


@transaction.atomic
def change_email(*, actor, user: User, email: str) -> None:
    """Sign in with another address from now on; the caller knows that the person reads it. The former one is told."""
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise AddressTaken(email)
    former = user.email
    user.email = email
    user.save(update_fields=["email"])
    user.emailaddress_set.all().delete()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    record(actor=actor, verb="account.email_changed", target=user)
    text = render_to_string("accounts/mail_address_changed.txt", {"user": user, "territory": actor.territory})
    send_mail("Votre adresse e-mail a changé", text, None, [former])
