"""Writers of mail: recorded first, handed to SMTP at most once, the state known per recipient."""

import datetime as dt
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from faitiere.apps.audit.actions import record

from . import tasks
from .enums import MailState
from .models import OutgoingMail, PeriodicRun


def queue(*, recipient: str, subject: str, text: str, html: str = "", kind: str = "") -> OutgoingMail:
    """Record a mail of the territory in scope and let a job send it once the transaction is committed."""
    mail = OutgoingMail.objects.create(
        recipient=recipient,
        subject=" ".join(subject.split())[:200],
        text=text,
        html=html,
        kind=kind,
        state=MailState.QUEUED if "smtp" in settings.MAILERS else MailState.SHOWN,
    )
    if mail.state == MailState.QUEUED:
        transaction.on_commit(
            partial(tasks.hand_over_mail.enqueue, territory_id=str(mail.territory_id), mail_id=str(mail.pk))
        )
    return mail


def answer_at(*, mail: OutgoingMail, address: str) -> None:
    """Say where the answer to a mail goes, before it leaves (in the transaction that queued it)."""
    OutgoingMail.objects.filter(pk=mail.pk, state__in=[MailState.QUEUED, MailState.SHOWN]).update(reply_to=address)
    mail.reply_to = address


def hand_over(mail: OutgoingMail) -> None:
    """Give one queued mail to the SMTP server. Claimed by compare-and-set, so two workers never send it twice.

    A crash between the claim and the answer leaves the mail "uncertain": shown to an administrator, never sent
    again blindly.
    """
    claimed = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.QUEUED).update(
        state=MailState.UNCERTAIN, attempts=mail.attempts + 1
    )
    if not claimed:
        return
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [mail.recipient],
        headers={"Message-ID": f"<{mail.pk}@faitiere>"},
        reply_to=[mail.reply_to] if mail.reply_to else None,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        message.send(using="smtp")
    except OSError as error:
        # The server refused or was away before taking the mail: it may be tried again.
        OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.QUEUED, error=str(error)[:300])
        raise
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.HANDED, handed_at=timezone.now(), error="")


def claim_periodic(*, name: str, due_before: dt.datetime, now: dt.datetime) -> bool:
    """Claim the run of a periodic job; True for exactly one of the workers that try."""
    _, created = PeriodicRun.objects.get_or_create(name=name, defaults={"last_run_at": now})
    return created or bool(PeriodicRun.objects.filter(name=name, last_run_at__lte=due_before).update(last_run_at=now))


def run_again(*, actor, result: DBTaskResult) -> None:
    """Put a failed job back in the queue, as it was, and forget the failure."""
    arguments = {key: value for key, value in result.args_kwargs["kwargs"].items() if key != "attempt"}
    import_string(result.task_path).enqueue(*result.args_kwargs["args"], **arguments)
    record(actor=actor, verb="job.run_again", job=result.task_path)
    result.delete()
