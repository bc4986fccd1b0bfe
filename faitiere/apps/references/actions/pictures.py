"""Writers of the pictures of a sheet."""

from django.db import transaction

from faitiere.apps.audit.actions import record
from faitiere.lib.pictures import drawn_again
from faitiere.lib.uploads import forget, keep

from ..enums import SheetStatus
from ..models import Picture, Reference
from ..reading import names_of
from ..rules import MOST_PICTURES, Refused, names_in


@transaction.atomic
def add_picture(*, actor, reference: Reference, content: bytes, fields: dict) -> Picture:
    """Add a picture, drawn again: what the camera wrote (place, date, name) does not go through.

    fields  {"moment", "alternative", "credit"}. Raises `Refused`, or `lib.pictures.BadPicture`, with a sentence. A
            published sheet goes back to who checks it.
    """
    reference = Reference.objects.select_for_update(of=("self",)).select_related("case__home").get(pk=reference.pk)
    if reference.pictures.count() >= MOST_PICTURES:
        raise Refused(f"Une fiche montre {MOST_PICTURES} photos au plus. Retirez-en une.")
    if found := names_in(f"{fields['alternative']} {fields['credit']}", names_of(reference.case)):
        raise Refused(f"La fiche ne nomme personne. Retirez : {', '.join(found)}.")
    drawn = drawn_again(content)
    kept = keep(drawn.content, name="photo.jpg", mime="image/jpeg")
    picture = Picture(reference=reference, vault_name=kept.vault_name, size=kept.size, **fields)
    picture.width, picture.height = drawn.width, drawn.height
    picture.save(force_insert=True)
    if reference.status == SheetStatus.PUBLISHED:
        reference.status = SheetStatus.SUBMITTED
        reference.save(update_fields=["status", "changed_at"])
    record(actor=actor, verb="reference.picture_added", target=picture, case_id=reference.case_id)
    return picture


@transaction.atomic
def remove_picture(*, actor, picture: Picture) -> None:
    """Remove a picture and its file."""
    record(actor=actor, verb="reference.picture_removed", target=picture, case_id=picture.reference.case_id)
    name = picture.vault_name
    picture.delete()
    transaction.on_commit(lambda: forget(name))
