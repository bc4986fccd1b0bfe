"""Writers of drafts. Kept at each pause of the author, sent or thrown away: nothing of them is journalled."""

import uuid

from django.db import transaction
from django.utils import timezone

from ..models import Case, Draft
from ..rules import Refused

_FIELDS, _LENGTH, _PER_PERSON = 20, 20_000, 40


def _kept(given: object) -> dict[str, str]:
    """Fields as text; anything else than a short form is refused."""
    if not isinstance(given, dict) or len(given) > _FIELDS:
        raise Refused("Ce brouillon ne ressemble pas à un formulaire.")
    fields = {str(name)[:60]: value.replace("\x00", "") for name, value in given.items() if isinstance(value, str)}
    if sum(map(len, fields.values())) > _LENGTH:
        raise Refused("Ce texte est trop long pour être gardé en brouillon. Copiez-le avant de quitter la page.")
    return fields


@transaction.atomic
def keep_draft(*, actor, draft_id: uuid.UUID, place: str, case: Case | None, fields: object) -> Draft:
    """What the actor has typed so far, under the id drawn by its page: two pages open never write over each other."""
    kept = {"place": place[:80], "case": case, "fields": _kept(fields), "saved_at": timezone.now()}
    held = Draft.objects.filter(pk=draft_id).first()
    if held and held.author_id != actor.user_id:
        raise Refused("Ce brouillon est celui de quelqu'un d'autre.")
    draft, _ = Draft.objects.update_or_create(pk=draft_id, author=actor.user, defaults=kept)
    old = Draft.objects.filter(author=actor.user).values_list("pk", flat=True)[_PER_PERSON:]
    Draft.objects.filter(pk__in=list(old)).delete()
    return draft


@transaction.atomic
def drop_draft(*, actor, draft_id: uuid.UUID) -> None:
    """Sent, or thrown away by its author."""
    Draft.objects.filter(pk=draft_id, author=actor.user).delete()


@transaction.atomic
def drop_drafts_of(*, actor, user) -> None:
    """An access ends: what was being written under it goes."""
    Draft.objects.filter(author=user).delete()
