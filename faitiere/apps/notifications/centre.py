"""Notices as they are read: grouped by case, named only for those who may open it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from .kinds import KINDS, Notification
from .models import Notice

SHOWN = 200


@dataclass
class Group:
    """Notices of one case, or those of no case."""

    title: str = ""
    number: str = ""
    case_id: uuid.UUID | None = None
    notices: list[Notice] = field(default_factory=list)

    @property
    def unread(self) -> Notice | None:
        """One that is still to be read."""
        return next((one for one in self.notices if one.read_at is None), None)


def of(actor, *, everything: bool = False):
    """Notices of the actor, newest first; the unread ones only unless everything is asked for."""
    notices = Notice.objects.filter(user=actor.user)
    return notices if everything else notices.filter(read_at=None)


def beside(notices, notice: Notice):
    """Among these notices, those of the same case as this one, itself included; those of no case go together."""
    return notices.filter(case_id=notice.case_id)


def grouped(actor, notices: Iterable[Notice]) -> list[Group]:
    """Notices by case, in the order met. A case the actor may no longer open keeps neither name nor link."""
    notices = list(notices)
    titles = import_string(settings.NOTICE_CASES)(actor, {one.case_id for one in notices if one.case_id})
    groups: dict[uuid.UUID | None, Group] = {}
    for notice in notices:
        title = titles.get(notice.case_id, "")
        group = groups.setdefault(notice.case_id, Group(title, notice.case_number, notice.case_id))
        _dress(actor, notice, opens=not notice.case_id or bool(title))
        group.notices.append(notice)
    return list(groups.values())


def _dress(actor, notice: Notice, *, opens: bool) -> None:
    kind: type[Notification] = KINDS[notice.kind]
    notice.sentence, notice.icon = kind.sentence, kind.icon
    notice.shown_text = notice.text if opens else ""
    path = target(notice) if opens else ""
    notice.address = actor.territory.absolute(path) if path else ""
    notice.opens = bool(path)


def target(notice: Notice) -> str:
    """The page a notice opens; empty when it opens none."""
    if notice.path:
        return notice.path
    return reverse("cases:timeline", args=[notice.case_id]) if notice.case_id else ""
