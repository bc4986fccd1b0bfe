"""Professionals in the advisor's search box: read from their own columns, 60,000 names having no place in its index."""

import re
import uuid

from django.db.models import QuerySet
from django.urls import reverse

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.cases.finding import Hit, Kind
from faitiere.lib.text import search_key

from .enums import Standing
from .models import Professional
from .trades import trades, unpacked

_SHOWN = 8
_SHORTEST = 3
_SIREN = 9


def named_or_numbered(found: QuerySet, text: str, *, shortest_number: int = 1) -> QuerySet:
    """By the beginning of a SIRET when nothing but digits is typed, else by every word of the name."""
    digits = re.sub(r"\s", "", text)
    if digits.isdecimal() and len(digits) >= shortest_number:
        return found.filter(siret__startswith=digits)
    for word in search_key(text).split():
        found = found.filter(name_key__contains=word)
    return found


def visible_to(actor) -> QuerySet:
    """The whole directory for the desk, nothing for others."""
    rows = Professional.objects.all()
    return rows if set(DESK_ROLES) & set(actor.roles) else rows.none()


def look(typed: str, among: QuerySet) -> list[uuid.UUID]:
    """Nothing below three characters: half the directory would answer."""
    text = typed.replace("\0", "").strip()[:100]
    if len(search_key(text)) < _SHORTEST:
        return []
    found = named_or_numbered(among, text, shortest_number=_SIREN)
    return list(found.order_by("name_key", "pk").values_list("pk", flat=True)[:_SHOWN])


def hits(ids: list[uuid.UUID], actor) -> list[Hit]:
    """Where it is and what it does; a mark when it is not published."""
    fields = ("pk", "name", "postcode", "town", "trades", "standing")
    return [_hit(row) for row in Professional.objects.filter(pk__in=ids).order_by("name_key", "pk").values(*fields)]


def _hit(row: dict) -> Hit:
    done = [trades()[code].name for code in unpacked(row["trades"]) if code in trades()]
    place = f"{row['postcode']} {row['town']}".strip()
    return Hit(
        title=row["name"],
        detail=" · ".join(one for one in (place, ", ".join(done[:2])) if one),
        url=reverse("directory:desk_correct", args=[row["pk"]]),
        icon="hammer",
        mark="" if row["standing"] == Standing.PUBLISHED else Standing(row["standing"]).label,
    )


PROFESSIONALS = Kind("professional", "Professionnels", visible_to, hits, look)
