"""The new meeting that article 25-1 allows: an identical project, voted at article 24, called within three months."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.engines import votes as law
from faitiere.lib.numbers import date_words

from ..counting import sheet, to_vote_again
from ..enums import Majority
from ..models import GeneralMeeting, Resolution
from ..rules import Refused

# What makes a project: voted again, it is copied and never changed.
SAME = ("title", "motion", "energy", "key", "cost_cents", "aid_cents", "mpr", "works")


@transaction.atomic
def call_again(*, actor, meeting: GeneralMeeting, held_on: dt.date) -> GeneralMeeting:
    """Plan the new meeting on everything it may decide, or complete the one planned that day for the same purpose.

    Raises `Refused` when nothing may be voted again, when it is too late to call, or when the day is taken.
    """
    GeneralMeeting.objects.select_for_update().get(pk=meeting.pk)
    refused = to_vote_again(sheet(meeting))
    if not refused:
        raise Refused("Aucune résolution de cette assemblée ne peut être soumise à une nouvelle assemblée.")
    check_called_in_time(meeting, held_on)
    new, created = GeneralMeeting.objects.get_or_create(condominium=meeting.condominium, held_on=held_on)
    if not created and new.resolutions.exclude(again_of__meeting=meeting).exists():
        raise Refused("Une autre assemblée est déjà prévue ce jour-là. Choisissez une autre date.")
    known = new.resolutions.count()
    for rank, one in enumerate(refused, known + 1):
        same = {name: getattr(one, name) for name in SAME}
        Resolution.objects.create(meeting=new, position=rank, majority=Majority.A24, again_of=one, **same)
    record(actor=actor, verb="meeting.called_again", target=new, on=str(held_on), resolutions=len(refused))
    return new


def check_called_in_time(first: GeneralMeeting, held_on: dt.date) -> None:
    """Raise `Refused` unless a meeting that day may still be called within the delay of article 25-1."""
    by = law.meeting_dates(first.held_on).call_again_by
    if by is None:
        raise Refused("Les règles du jour de cette assemblée ne permettent pas d'en convoquer une nouvelle.")
    if held_on <= first.held_on:
        raise Refused(f"La nouvelle assemblée suit celle du {date_words(first.held_on)} : choisissez une date après.")
    if timezone.localdate() > by:
        raise Refused(f"Il est trop tard : il fallait la convoquer au plus tard le {date_words(by)} (article 25-1).")
    if law.meeting_dates(held_on, again=True).present_notice_by > by:
        raise Refused(
            f"Elle doit être convoquée au plus tard le {date_words(by)}, trois mois après la première (article 25-1) : "
            "choisissez une date plus proche."
        )


def check_identical(resolution: Resolution) -> None:
    """Raise `Refused` for a text that two meetings vote: article 25-1 asks for an identical project."""
    if resolution.again_of_id:
        raise Refused(
            "Une nouvelle assemblée ne décide à l'article 24 que d'un projet identique (article 25-1) : cette "
            "résolution ne change pas. Pour un autre projet, retirez-la et écrivez-en une autre."
        )
    if again := later_meeting_of(resolution):
        raise Refused(
            f"L'assemblée du {date_words(again.held_on)} la vote de nouveau, à l'identique (article 25-1) : "
            "elle ne change plus."
        )


def later_meeting_of(resolution: Resolution) -> GeneralMeeting | None:
    """The meeting that votes it again."""
    return GeneralMeeting.objects.filter(resolutions__again_of=resolution).first()
