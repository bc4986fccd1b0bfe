"""Professionals in the advisor's search box: by words of their name as all else there, or by their SIRET."""

import re
import uuid

from django.db.models import QuerySet
from django.urls import reverse

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.cases.finding import Hit, Kind
from faitiere.apps.search.finding import targets
from faitiere.lib.text import search_key

from .actions.finding import FOUND_AS, index_all
from .enums import Standing
from .models import Professional
from .trades import trades, unpacked

_SHOWN = 8
_SHORTEST = 3
_SIREN = 9


def named_or_numbered(found: QuerySet, text: str) -> QuerySet:
    """By the beginning of a SIRET when nothing but digits is typed, else by every word of the name."""
    digits = _digits(text)
    if digits.isdecimal():
        return found.filter(siret__startswith=digits)
    for word in search_key(text).split():
        found = found.filter(name_key__contains=word)
    return found


def _digits(text: str) -> str:
    return re.sub(r"\s", "", text)


def visible_to(actor) -> QuerySet | None:
    """The whole directory for the desk, nothing for others."""
    return None if set(DESK_ROLES) & set(actor.roles) else Professional.objects.none()


def look(typed: str, among: QuerySet | None) -> list[uuid.UUID]:
    """Nothing below three characters: half the directory would answer. A number is a SIRET from a whole SIREN on."""
    text = typed.replace("\0", "").strip()[:100]
    digits = _digits(text)
    if digits.isdecimal():
        rows = Professional.objects.all() if among is None else among
        found = rows.filter(siret__startswith=digits) if len(digits) >= _SIREN else rows.none()
        return list(found.order_by("name_key", "pk").values_list("pk", flat=True)[:_SHOWN])
    return targets(text, kind=FOUND_AS, among=among)[:_SHOWN] if len(search_key(text)) >= _SHORTEST else []


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


PROFESSIONALS = Kind(FOUND_AS, "Professionnels", visible_to, hits, look=look, reindex=index_all)
