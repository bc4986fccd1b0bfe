"""Writers of the territory's menu."""

from django.db import transaction
from django.db.models import Max

from faitiere.apps.audit.actions import record

from ..context import default_lines
from ..enums import MenuPlace
from ..models import MenuLine, TerritorySite
from .publishing import changed


@transaction.atomic
def start_menu(*, actor) -> None:
    """Write the menu shown by default as lines, so that it may be changed; nothing when there are lines already."""
    if MenuLine.objects.exists():
        return
    site = TerritorySite.objects.select_related("site__root_page").get(territory=actor.territory).site
    for position, line in enumerate(default_lines(site)):
        MenuLine.objects.create(position=position, **line)
    record(actor=actor, verb="portal.menu_started")


@transaction.atomic
def add_line(*, actor, place: str, label: str, page=None, route: str = "") -> MenuLine:
    """A line after the others of its place, to a page or to a room."""
    start_menu(actor=actor)
    last = MenuLine.objects.filter(place=place).aggregate(last=Max("position"))["last"]
    line = MenuLine.objects.create(
        place=place, position=0 if last is None else last + 1, label=label, page=page, route=route
    )
    record(actor=actor, verb="portal.menu_added", target=line)
    changed(actor.territory)
    return line


@transaction.atomic
def change_line(*, actor, line: MenuLine, label: str) -> None:
    line.label = label
    line.save(update_fields=["label"])
    record(actor=actor, verb="portal.menu_changed", target=line)
    changed(actor.territory)


@transaction.atomic
def move_line(*, actor, line: MenuLine, by: int) -> None:
    """One place up (-1) or down (+1); nothing at the ends."""
    lines = list(MenuLine.objects.filter(place=line.place))
    rank = next(rank for rank, one in enumerate(lines) if one.pk == line.pk)
    if not 0 <= rank + by < len(lines):
        return
    lines[rank], lines[rank + by] = lines[rank + by], lines[rank]
    for position, one in enumerate(lines):
        MenuLine.objects.filter(pk=one.pk).update(position=position)
    record(actor=actor, verb="portal.menu_moved", target=line, by=by)
    changed(actor.territory)


@transaction.atomic
def remove_line(*, actor, line: MenuLine) -> None:
    """Take a line out of the menu; its page stays. The last line of the top menu stays too."""
    if line.place == MenuPlace.MAIN and MenuLine.objects.filter(place=MenuPlace.MAIN).count() == 1:
        return
    record(actor=actor, verb="portal.menu_removed", target=line)
    line.delete()
    changed(actor.territory)
