import uuid

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.audit.actions import apply_retention
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from . import actions
from .enums import MailState
from .models import OutgoingMail


@job(attempts=6, first_delay=60)
def hand_over_mail(territory_id: str, mail_id: str) -> None:
    """Hand one recorded mail to SMTP."""
    with territory_scope(uuid.UUID(territory_id)):
        actions.hand_over(OutgoingMail.objects.get(pk=mail_id))


@job()
def apply_retention_everywhere() -> None:
    """Delete what has been kept longer than the inventory allows, territory by territory."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            apply_retention(actor=system_actor(territory))


@job()
def retry_queued_mails() -> None:
    """Hand over the mails still queued, such as those of a process that died before enqueuing."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            for mail in OutgoingMail.objects.filter(state=MailState.QUEUED, attempts__lt=6)[:200]:
                hand_over_mail.enqueue(territory_id=str(territory.pk), mail_id=str(mail.pk))
