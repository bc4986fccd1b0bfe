"""Writers of mail: recorded first, handed to SMTP at most once, the state known per recipient."""

import datetime as dt
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.audit.actions import record

from . import centre, tasks
from .enums import Delivery, MailState
from .kinds import KINDS, Notification
from .models import Notice, NoticeChoice, OutgoingMail, PeriodicRun


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


def file_under(*, mails: list[OutgoingMail], case) -> None:
    """Say which case mails speak of: only those who may open it find them in the history of a person."""
    OutgoingMail.objects.filter(pk__in=[one.pk for one in mails]).update(case_id=case.pk)
    for mail in mails:
        mail.case_id = case.pk


def attach_calendar(*, mail: OutgoingMail, calendar: str) -> None:
    """Put an iCalendar file beside a mail before it leaves (in the transaction that queued it)."""
    OutgoingMail.objects.filter(pk=mail.pk, state__in=[MailState.QUEUED, MailState.SHOWN]).update(calendar=calendar)
    mail.calendar = calendar


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
    if mail.calendar:
        message.attach("rendez-vous.ics", mail.calendar, "text/calendar")
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


@transaction.atomic
def notify(*, actor, people, notification: Notification) -> list[Notice]:
    """Tell people of the desk what happened, each as it chose; whoever did it is not told.

    people  users; notification  an instance of a class of `kinds`
    """
    wanted = {one.pk: one for one in people if one.pk != actor.user_id}
    if notification.once:
        known = Notice.objects.filter(user__in=wanted, once=notification.once)
        for told in known.values_list("user_id", flat=True):
            del wanted[told]
    chosen = dict(
        NoticeChoice.objects.filter(user__in=wanted, kind=notification.kind).values_list("user_id", "delivery")
    )
    deliveries = {pk: chosen.get(pk, notification.default) for pk in wanted}
    notices = [
        _notice(actor, notification, wanted[pk], delivery)
        for pk, delivery in deliveries.items()
        if delivery != Delivery.NEVER
    ]
    Notice.objects.bulk_create(notices)
    for notice in notices:
        if notice.delivery == Delivery.NOW:
            _mail(actor.territory, notice.user, [notice])
    return notices


def _notice(actor, notification: Notification, user, delivery: str) -> Notice:
    case = notification.case
    notice = Notice(user=user, kind=notification.kind, delivery=delivery, once=notification.once)
    notice.case_id, notice.case_number = (case.pk, case.number) if case else (None, "")
    notice.author_label = actor.label if actor.user else ""
    notice.text, notice.path = " ".join(notification.text.splitlines())[:300], notification.path
    notice.created_at = timezone.now()
    return notice


def _mail(territory, user, notices: list[Notice]) -> OutgoingMail | None:
    """Write what is new to one person, by case; nothing to someone who no longer works here."""
    reader = actor_for(user, territory)
    if not reader.is_staff:
        return None
    groups = centre.grouped(reader, notices)
    alone = notices[0] if len(notices) == 1 else None
    subject = f"{len(notices)} nouveautés au guichet"
    if alone:
        subject = KINDS[alone.kind].sentence + (f", dossier {alone.case_number}" if alone.case_number else "")
    shown = {
        "groups": groups,
        "user": user,
        "territory": territory,
        "centre": territory.absolute(reverse("notifications:centre")),
        "choices": territory.absolute(reverse("notifications:choices")),
    }
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=timezone.now())
    text = render_to_string("notifications/mail/notices.txt", shown)
    return queue(recipient=user.email, subject=subject, text=text, kind="desk.notices")


@transaction.atomic
def send_digest(*, territory, user, before: dt.datetime) -> OutgoingMail | None:
    """Mail what a person has not read and that was written before this moment, once: claimed, then written."""
    waiting = Notice.objects.filter(
        user=user, delivery=Delivery.DIGEST, mailed_at=None, read_at=None, created_at__lt=before
    )
    notices = list(waiting.order_by("created_at", "pk")[:200])
    claimed = waiting.filter(pk__in=[one.pk for one in notices]).update(mailed_at=timezone.now())
    if not notices or claimed != len(notices):
        return None
    return _mail(territory, user, notices)


@transaction.atomic
def mark_read(*, actor, notices) -> int:
    """Notices of the actor it has seen."""
    return notices.filter(user=actor.user, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def settle(*, kind: type[Notification], case) -> int:
    """What was announced is dealt with: nobody has to read it any more."""
    return Notice.objects.filter(kind=kind.kind, case_id=case.pk, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def choose_deliveries(*, actor, deliveries: dict[str, str]) -> None:
    """Keep when the actor wants to be told of each kind."""
    for kind, delivery in deliveries.items():
        NoticeChoice.objects.update_or_create(user=actor.user, kind=kind, defaults={"delivery": delivery})
    record(actor=actor, verb="account.notices_chosen", target=actor.user)
