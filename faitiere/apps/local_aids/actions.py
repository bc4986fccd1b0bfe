"""The only writers of local aids and of notes on national ones. A published version only ever gets a last day."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record

from .enums import AidState
from .models import AidNote, LocalAid
from .rules import Refused, check_end, check_succession, must_be_draft, must_be_published, tier_errors

_COPIED = ("aid_key", "name", "body", "deliberation", "deliberated_on", "url", "confirmed", "terms")


@dataclass(frozen=True)
class AidFields:
    """What an administrator describes; `terms` holds who, where, which works, how much, with what."""

    name: str
    body: str
    valid_from: dt.date
    valid_to: dt.date | None
    deliberation: str
    deliberated_on: dt.date | None
    url: str
    confirmed: bool
    terms: dict


@transaction.atomic
def save_draft(*, actor, fields: AidFields, aid: LocalAid | None = None) -> LocalAid:
    """A new aid in preparation, or other words for one that is not published yet."""
    if aid is None:
        aid = LocalAid(created_by=actor.user)
    must_be_draft(aid)
    if fields.valid_to and fields.valid_to < fields.valid_from:
        raise Refused("Les dates se croisent : le dernier jour précède le premier.")
    if errors := tier_errors(fields.terms["tiers"]):
        raise Refused(" ".join(errors))
    for name, value in asdict(fields).items():
        setattr(aid, name, value)
    aid.save()
    record(actor=actor, verb="local_aid.drafted", target=aid, name=aid.name, version=aid.version)
    return aid


@transaction.atomic
def publish(*, actor, aid: LocalAid) -> LocalAid:
    """From now on the aid is in the computations of the days it covers; the version before it ends the day before."""
    must_be_draft(aid)
    today = timezone.localdate()
    current = _latest_published(aid)
    if current is not None:
        check_succession(aid, current, today)
        _close(current, aid.valid_from - dt.timedelta(days=1))
    published = {"state": AidState.PUBLISHED, "published_by": actor.user, "published_at": timezone.now()}
    if not LocalAid.objects.filter(pk=aid.pk, state=AidState.DRAFT).update(**published):
        raise Refused("Cette version vient d'être publiée par quelqu'un d'autre.")
    aid.refresh_from_db()
    record(actor=actor, verb="local_aid.published", target=aid, name=aid.name, version=aid.version)
    return aid


@transaction.atomic
def end(*, actor, aid: LocalAid, last: dt.date) -> LocalAid:
    """Say the last day of a published aid: today or later, so that no past case changes."""
    must_be_published(aid)
    check_end(aid, last, timezone.localdate())
    aid.valid_to = last
    aid.save(update_fields=["valid_to"])
    record(actor=actor, verb="local_aid.ended", target=aid, name=aid.name, last=last.isoformat())
    return aid


@transaction.atomic
def new_version(*, actor, aid: LocalAid) -> LocalAid:
    """A draft that will take the place of a published aid; the one already begun when there is one."""
    must_be_published(aid)
    versions = LocalAid.objects.filter(aid_key=aid.aid_key)
    if begun := versions.filter(state=AidState.DRAFT).first():
        return begun
    latest = versions.order_by("-version").first()
    start = max(timezone.localdate(), latest.valid_from + dt.timedelta(days=1))
    draft = LocalAid(version=latest.version + 1, valid_from=start, created_by=actor.user)
    for name in _COPIED:
        setattr(draft, name, getattr(aid, name))
    draft.save(force_insert=True)
    record(actor=actor, verb="local_aid.version_begun", target=draft, name=draft.name, version=draft.version)
    return draft


@transaction.atomic
def drop(*, actor, aid: LocalAid) -> None:
    """Give up an aid in preparation."""
    must_be_draft(aid)
    record(actor=actor, verb="local_aid.dropped", target=aid, name=aid.name, version=aid.version)
    aid.delete()


@transaction.atomic
def set_note(*, actor, aid_code: str, text: str) -> None:
    """Write, change or (empty) withdraw what the territory says beside a national aid."""
    if not text.strip():
        if AidNote.objects.filter(aid_code=aid_code).delete()[0]:
            record(actor=actor, verb="aid_note.withdrawn", aid=aid_code)
        return
    note, _ = AidNote.objects.update_or_create(
        aid_code=aid_code, defaults={"text": text.strip(), "created_by": actor.user, "written_at": timezone.now()}
    )
    record(actor=actor, verb="aid_note.written", target=note, aid=aid_code)


def _latest_published(aid: LocalAid) -> LocalAid | None:
    published = LocalAid.objects.published().filter(aid_key=aid.aid_key)
    return published.select_for_update().order_by("-version").first()


def _close(aid: LocalAid, last: dt.date) -> None:
    """The last day of a version that another one replaces; one that ended before keeps its own."""
    if aid.valid_to is None or aid.valid_to > last:
        aid.valid_to = last
        aid.save(update_fields=["valid_to"])
