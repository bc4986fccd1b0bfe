"""The themes as they are proposed, and as forms offer them."""

import csv
from pathlib import Path

from .models import LegalTheme

_PROPOSED = Path(__file__).parent / "data" / "themes.csv"


def proposed() -> dict[str, list[str]]:
    """Theme → subjects of the packaged list, in order."""
    found: dict[str, list[str]] = {}
    with _PROPOSED.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            found.setdefault(row["theme"], []).append(row["subject"])
    return found


def subjects():
    """Subjects in use, with their theme, in order."""
    used = LegalTheme.objects.filter(parent__isnull=False, retired_at=None, parent__retired_at=None)
    return used.select_related("parent").order_by("parent__position", "parent__name", "position", "name")


def grouped_choices(found) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a select, one group a theme."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for subject in found:
        groups.setdefault(subject.parent.name, []).append((str(subject.pk), subject.name))
    return list(groups.items())


def name_taken(name: str, parent: LegalTheme | None, *, but: LegalTheme | None = None) -> bool:
    """Whether a neighbour has this name, capitals and accented capitals aside (SQLite compares those of ASCII only)."""
    beside = LegalTheme.objects.filter(parent=parent).exclude(pk=but.pk if but else None)
    return name.casefold() in {one.casefold() for one in beside.values_list("name", flat=True)}
