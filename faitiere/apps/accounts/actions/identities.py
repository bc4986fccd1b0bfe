"""Writers of what links an account to FranceConnect or ProConnect."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record

from ..actors import Actor
from ..enums import Provider
from ..models import ExternalIdentity
from ..oidc import Refused


def check_link(*, actor: Actor, provider: Provider, email: str) -> None:
    """An identity is linked to the account of the same address only, and never opens a right by itself."""
    if email != actor.user.email.lower():
        raise Refused(
            f"Votre adresse chez {provider.label} ({email or 'aucune'}) n'est pas celle de ce compte "
            f"({actor.user.email}). Rien n'a été relié : demandez au guichet de corriger l'adresse."
        )
    check_use(actor=actor, provider=provider)


def check_use(*, actor: Actor, provider: Provider) -> None:
    """FranceConnect is for households, ProConnect for those who hold a role here."""
    if provider == Provider.PROCONNECT and not actor.is_staff:
        raise Refused(
            "Ce compte n'a aucun rôle dans ce territoire : ProConnect n'en donne pas. "
            "Demandez une invitation à l'administrateur du territoire."
        )
    if provider == Provider.FRANCECONNECT and actor.is_staff:
        raise Refused("FranceConnect est réservé aux ménages. Pour le guichet, utilisez ProConnect ou le mot de passe.")


@transaction.atomic
def link_identity(*, actor: Actor, provider: Provider, subject: str, email: str) -> ExternalIdentity:
    """The account says yes: from now on this identity opens it."""
    check_link(actor=actor, provider=provider, email=email)
    linked = ExternalIdentity(user=actor.user, provider=provider, subject=subject)
    try:
        with transaction.atomic():
            linked.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            f"Ce compte ou cette identité {provider.label} est déjà relié. Déliez d'abord l'ancien."
        ) from None
    record(actor=actor, verb="account.identity_linked", target=actor.user, provider=str(provider))
    return linked


@transaction.atomic
def unlink_identity(*, actor: Actor, provider: Provider) -> None:
    """The identity opens the account no more; password and code still do."""
    gone, _ = ExternalIdentity.objects.filter(user=actor.user, provider=provider).delete()
    if gone:
        record(actor=actor, verb="account.identity_unlinked", target=actor.user, provider=str(provider))


@transaction.atomic
def used_identity(*, identity: ExternalIdentity) -> None:
    """Somebody came in by it."""
    identity.last_used_at = timezone.now()
    identity.save(update_fields=["last_used_at"])
