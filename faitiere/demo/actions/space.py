"""What the demonstration household does in its space, and the letters of those who have no address."""

import datetime as dt
import io
from collections.abc import Callable

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
from faitiere.apps.cases.models import Case
from faitiere.apps.space.actions import declare, send_files, write_to_advisor

from .. import clock
from ..stories import PASSWORD
from .replay import follow_clock
from .setting import Setting


def fill_space(setting: Setting, told: dict, *, moment_of: Callable) -> None:
    """Photos, corrections, a guest, letters: through the same actions as the screens."""
    case = _case_of(told["of"])
    household = actor_for(case.participants.get(is_main=True).person.user, setting.territory)
    really = timezone.now()
    for one in told["file"]:
        with clock.at(moment_of(days=one["d"])):
            photo = SimpleUploadedFile("photo.jpg", _drawn(one["drawn"]))
            send_files(actor=household, case=case, files=[photo], category=one["category"], title=one["title"])
        follow_clock(case, since=really, moment=moment_of(days=one["d"]))
    for one in told["said"]:
        with clock.at(moment_of(days=one["d"])):
            declare(actor=household, case=case, key=one["key"], value=one["value"])
        follow_clock(case, since=really, moment=moment_of(days=one["d"]))
    _guest(setting, case, household, told["guest"], moment_of)
    for one in told["letter"]:
        with clock.at(moment_of(days=one["d"])):
            _letter(setting, one)


def _case_of(name: str) -> Case:
    first, last = name.split(" ", 1)
    cases = Case.objects.filter(participants__person__first_name=first, participants__person__last_name=last)
    return cases.order_by("opened_at").first()


def _drawn(colour: str) -> bytes:
    """A plain picture of a wall and its opening, as a phone would send it."""
    picture, out = Image.new("RGB", (900, 600), colour), io.BytesIO()
    pen = ImageDraw.Draw(picture)
    for row in range(0, 600, 60):
        pen.line([(0, row), (900, row)], fill="#6b5a4a", width=3)
    pen.rectangle([330, 140, 570, 430], fill="#efe9dd", outline="#4a3d31", width=14)
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def _guest(setting: Setting, case: Case, household, told: dict, moment_of: Callable) -> None:
    really = timezone.now()
    with clock.at(moment_of(days=told["d"])):
        until = timezone.localdate() + dt.timedelta(days=told["until"])
        names = {key: told[key] for key in ("first_name", "last_name", "email", "role")}
        guest = let_in(actor=household, case=case, new=NewGuest(**names, rights=tuple(told["rights"]), valid_to=until))
        guest.person.refresh_from_db()
        user = guest.person.user
        own = actor_for(user, setting.territory)
        invitation = Invitation.objects.get(user=user, used_at=None)
        accept_invitation(actor=own, invitation=invitation, password=PASSWORD)
    follow_clock(case, since=really, moment=moment_of(days=told["d"]))
    with clock.at(moment_of(days=told["looked"])):
        record(actor=own, verb="space.read", target=case, case_id=case.pk)
        case.seat = guest
        write_to_advisor(actor=own, case=case, text=told["message"])
    follow_clock(case, since=really, moment=moment_of(days=told["looked"]))


def _letter(setting: Setting, told: dict) -> None:
    """A case goes to paper, and its letter is written; posted when the story says so."""
    case = _case_of(told["of"])
    advisor = actor_for(case.advisor, setting.territory) if case.advisor else setting.platform
    set_paper_mode(actor=advisor, case=case, by_post=True)
    for person in paper_people(case):
        letter = NewLetter(told["subject"], told["text"])
        written = write_letter(actor=advisor, case=case, person=person, letter=letter)
        if told.get("posted"):
            mark_posted(actor=advisor, letters=[written])
