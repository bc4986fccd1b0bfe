"""Writers of tags."""

from django.db import transaction

from faitiere.apps.audit.actions import record

from ..models import Case, CaseTag, Tag
from ..rules import Refused


@transaction.atomic
def name_tag(*, actor, name: str) -> Tag:
    """The tag of this name, made when the territory has none yet; accents and capitals make no other tag."""
    name = " ".join(name.split())[:40]
    if not name:
        raise Refused("Écrivez l'étiquette, par exemple « chaudière à remplacer ».")
    known = next((one for one in Tag.objects.all() if one.name.casefold() == name.casefold()), None)
    if known:
        return known
    tag = Tag.objects.create(name=name)
    record(actor=actor, verb="tag.created", target=tag)
    return tag


@transaction.atomic
def tag_case(*, actor, case: Case, tag: Tag) -> bool:
    """Put a tag on a case; False when it is there already."""
    _, created = CaseTag.objects.get_or_create(case=case, tag=tag)
    if created:
        record(actor=actor, verb="case.tagged", target=case, case_id=case.pk, tag=str(tag.pk))
    return created


@transaction.atomic
def untag_case(*, actor, case: Case, tag: Tag) -> bool:
    """Take a tag off a case; False when it is not there."""
    removed, _ = CaseTag.objects.filter(case=case, tag=tag).delete()
    if removed:
        record(actor=actor, verb="case.untagged", target=case, case_id=case.pk, tag=str(tag.pk))
    return bool(removed)
