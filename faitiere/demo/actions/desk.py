"""What the desk holds besides the cases: legal questions without a case, texts begun, news already read."""

import datetime as dt
import uuid

from django.utils import timezone

from faitiere.apps.cases.actions import keep_draft
from faitiere.apps.cases.models import Case
from faitiere.apps.legal.actions import keep_question
from faitiere.apps.legal.nomenclature import subjects
from faitiere.apps.notifications.models import Notice

from .. import clock
from .setting import Setting

_READ_AFTER_DAYS = 3


def keep_questions(setting: Setting, told: dict) -> None:
    """Questions that came to the ADIL by phone or at its desk."""
    by_name = {one.name: one for one in subjects()}
    today = timezone.localdate()
    for one in told.get("legal", []):
        given = {name: one[name] for name in ("channel", "public", "minutes", "question", "answer")}
        given |= {"documents_given": one.get("given", ""), "redirected_to": one.get("redirected", [])}
        given |= {"organisation": setting.organisations["adil"], "subject": by_name[one["subject"]]}
        given["asked_on"] = today - dt.timedelta(days=one["d"])
        keep_question(actor=setting.actor("sophie"), given=given)


def leave_drafts(setting: Setting, told: dict, *, now: dt.datetime) -> None:
    """Notes of a case begun yesterday and never sent."""
    for one in told.get("draft", []):
        case = Case.objects.get(title=one["case"])
        fields = {"text": one["text"], "kind": "note", "visibility": "internal"}
        with clock.at(clock.moment_of(now, days=one["d"], hour=one["h"])):
            keep_draft(
                actor=setting.actor(one["by"]), draft_id=uuid.uuid4(), place=f"fil:{case.pk}", case=case, fields=fields
            )


def read_old_news(*, now: dt.datetime) -> None:
    """People have read what is a few days old."""
    old = Notice.objects.filter(read_at=None, created_at__lt=now - dt.timedelta(days=_READ_AFTER_DAYS))
    old.update(read_at=now)
