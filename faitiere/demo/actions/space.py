"""Steps of a story: what the demonstration household does in its space, and letters to who has no address."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from faitiere.apps.accounts.actions import accept_invitation
from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.accounts.models import Invitation
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import (
    NewGuest,
    NewLetter,
    let_in,
    mark_posted,
    paper_people,
    set_paper_mode,
    write_letter,
)
from faitiere.apps.cases.models import SpaceGuest
from faitiere.apps.space.actions import declare, send_files, write_to_advisor

from ..stories import PASSWORD


def _household(told):
    return actor_for(told.case.participants.get(is_main=True).person.user, told.setting.territory)


def _photo(told, step) -> None:
    """A photo taken with a phone."""
    photo = SimpleUploadedFile("photo.jpg", _drawn(step["drawn"]))
    send_files(actor=_household(told), case=told.case, files=[photo], category="photo", title=step["photo"])


def _drawn(colour: str) -> bytes:
    """A plain picture of a wall and its opening."""
    picture, out = Image.new("RGB", (900, 600), colour), io.BytesIO()
    pen = ImageDraw.Draw(picture)
    for row in range(0, 600, 60):
        pen.line([(0, row), (900, row)], fill="#6b5a4a", width=3)
    pen.rectangle([330, 140, 570, 430], fill="#efe9dd", outline="#4a3d31", width=14)
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def _said(told, step) -> None:
    """The household corrects the sheet of its home."""
    declare(actor=_household(told), case=told.case, key=step["said"], value=step["value"])


def _guest(told, step) -> None:
    """The household lets somebody in, who chooses its password."""
    given = dict(step["guest"])
    until = timezone.localdate() + dt.timedelta(days=given.pop("until"))
    new = NewGuest(**given | {"rights": tuple(given["rights"]), "valid_to": until})
    guest = let_in(actor=_household(told), case=told.case, new=new)
    guest.person.refresh_from_db()
    user = guest.person.user
    invitation = Invitation.objects.get(user=user, used_at=None)
    accept_invitation(actor=actor_for(user, told.setting.territory), invitation=invitation, password=PASSWORD)


def _guest_message(told, step) -> None:
    """The guest looks, and writes."""
    case = told.case
    case.seat = SpaceGuest.objects.select_related("person__user").get(case=case, ended_at=None)
    actor = actor_for(case.seat.person.user, told.setting.territory)
    record(actor=actor, verb="space.read", target=case, case_id=case.pk)
    write_to_advisor(actor=actor, case=case, text=step["guest_message"])
    case.seat = None


def _letter(told, step) -> None:
    """The case goes to paper, and its letter is written; posted when the story says so."""
    set_paper_mode(actor=told.actor, case=told.case, by_post=True)
    for person in paper_people(told.case):
        letter = NewLetter(step["letter"], step["text"])
        written = write_letter(actor=told.actor, case=told.case, person=person, letter=letter)
        if step.get("posted"):
            mark_posted(actor=told.actor, letters=[written])


SPACE_STEPS = {
    "photo": _photo,
    "said": _said,
    "guest": _guest,
    "guest_message": _guest_message,
    "letter": _letter,
}
