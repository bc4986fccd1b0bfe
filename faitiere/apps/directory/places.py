"""The place meant by what somebody typed: a commune, a postcode, an address; anywhere in France."""

import re
from dataclasses import dataclass, field

from django.db.models import Q

from faitiere.apps.cases.communes import label, served
from faitiere.apps.territories.models import Commune
from faitiere.lib.text import search_key

_MOST_CHOICES = 12
_POSTCODE = re.compile(r"\b\d{5}\b")


@dataclass(frozen=True)
class Place:
    """Where to look from: a commune by its centre; or communes to choose from; or why nothing was found."""

    commune: Commune | None = None
    choices: list[Commune] = field(default_factory=list)
    problem: str = ""

    @property
    def label(self) -> str:
        return label(self.commune) if self.commune else ""


def _known():
    return Commune.objects.filter(latitude__isnull=False).defer("contour")


def place_of(text: str) -> Place:
    """ "Cugnaux", "31270", "31157", "Cugnaux (31270)", "12 rue des Lilas, 31270 Cugnaux"."""
    text = text.strip()[:200]
    if not text:
        return Place()
    found = _exact(text) or _of_address(text)
    if len(found) > 1:
        here = set(served().values_list("pk", flat=True))
        found = [one for one in found if one.pk in here] or found
    if len(found) == 1:
        return Place(commune=found[0])
    if found:
        return Place(choices=found[:_MOST_CHOICES])
    problem = f"Nous ne connaissons pas « {text} ». Écrivez une commune ou un code postal, par exemple 31270."
    return Place(problem=problem)


def _exact(text: str) -> list[Commune]:
    """By INSEE code, by whole name, or by postcode alone."""
    if re.fullmatch(r"[0-9][0-9AB][0-9]{3}", text):
        same = list(_known().filter(Q(pk=text)))
        return _by_postcode(text) or same if text.isdigit() else same
    return list(_known().filter(search_key=search_key(text)).order_by("-population", "insee")[:_MOST_CHOICES])


def _by_postcode(postcode: str) -> list[Commune]:
    return list(_known().filter(postcodes__contains=f"|{postcode}|").order_by("-population", "insee"))


def _of_address(text: str) -> list[Commune]:
    """By the postcode it holds, then by the name beside it; else by how a name begins."""
    if postcode := _POSTCODE.search(text):
        found = _by_postcode(postcode.group())
        words = f" {search_key(text)} "
        return [one for one in found if f" {one.search_key} " in words] or found
    key = search_key(text)
    if len(key) < 3:
        return []
    return list(_known().filter(search_key__startswith=key).order_by("-population", "insee")[:_MOST_CHOICES])
