import uuid

from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.models import User
from faitiere.apps.accounts.permissions import holders_of
from faitiere.apps.audit.actions import apply_retention
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from . import actions
from .enums import Delivery, MailState
from .kinds import JobFinished
from .models import Notice, OutgoingMail
from .rules import last_digest


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
            actor = system_actor(territory)
            if deleted := sum(apply_retention(actor=actor).values()):
                told = JobFinished(text=f"Durées de conservation : lignes effacées, {deleted}")
                actions.notify(actor=actor, people=holders_of(Role.TERRITORY_ADMIN), notification=told)


@job()
def retry_queued_mails() -> None:
    """Hand over the mails still queued, such as those of a process that died before enqueuing."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            for mail in OutgoingMail.objects.filter(state=MailState.QUEUED, attempts__lt=6)[:200]:
                hand_over_mail.enqueue(territory_id=str(territory.pk), mail_id=str(mail.pk))


@job()
def send_digests() -> None:
    """Mail each person's digest of 8 h or 14 h. Runs often; what was mailed or read is never mailed again."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            before = last_digest(timezone.now(), territory.time_zone)
            waiting = Notice.objects.filter(
                delivery=Delivery.DIGEST, mailed_at=None, read_at=None, created_at__lt=before
            )
            for user in User.objects.filter(pk__in=waiting.values("user_id")):
                actions.send_digest(territory=territory, user=user, before=before)
