"""What a local aid may be, and when it may be published or ended. Pure decisions on values."""

import datetime as dt
from itertools import combinations

from faitiere.lib.numbers import date_words, trimmed

_TOP = float("inf")


class Refused(ValueError):
    """An action on a local aid that cannot be done; the message is a French sentence for the administrator."""


def tier_errors(tiers: list[dict]) -> list[str]:
    """Sentences on tiers that cannot stand together: bounds that cross, tiers that overlap."""
    named = list(enumerate(tiers, start=1))
    found = [
        f"Tranche {rank} : le gain de fin ({_percent(tier['gain_to'])}) doit dépasser celui de début "
        f"({_percent(tier['gain_from'] or 0)})."
        for rank, tier in named
        if tier["gain_to"] is not None and tier["gain_to"] <= (tier["gain_from"] or 0)
    ]
    return found or [
        f"Les tranches {first} et {second} se chevauchent : pour le même ménage, un gain de {_percent(start)} serait "
        "dans les deux. Changez un gain de début, un gain de fin ou les revenus concernés."
        for (first, one), (second, two) in combinations(named, 2)
        if (start := _common_start(one, two)) is not None and _share_categories(one, two)
    ]


def _common_start(one: dict, two: dict) -> float | None:
    start = max(one["gain_from"] or 0, two["gain_from"] or 0)
    end = min(_TOP if tier["gain_to"] is None else tier["gain_to"] for tier in (one, two))
    return start if start < end else None


def _share_categories(one: dict, two: dict) -> bool:
    return not one["categories"] or not two["categories"] or bool(set(one["categories"]) & set(two["categories"]))


def _percent(value: float) -> str:
    return f"{trimmed(value, 1)}\u00a0%"


def must_be_draft(aid) -> None:
    """A published version never changes."""
    if not aid.is_draft:
        raise Refused("Cette version est publiée : elle ne change plus. Préparez une nouvelle version.")


def must_be_published(aid) -> None:
    if aid.is_draft:
        raise Refused("Cette aide n'est pas encore publiée.")


def check_end(aid, last: dt.date, today: dt.date) -> None:
    """An aid may have served in cases: it ends today at the earliest, and never later than already said."""
    if last < today:
        raise Refused("Une aide publiée a pu servir dans des dossiers : son dernier jour est aujourd'hui ou plus tard.")
    if last < aid.valid_from:
        raise Refused(f"Le dernier jour précède le premier, le {date_words(aid.valid_from)}.")
    if aid.valid_to and aid.valid_to < today:
        raise Refused(f"Cette aide est déjà terminée depuis le {date_words(aid.valid_to)}.")


def check_succession(draft, current, today: dt.date) -> None:
    """A new version starts after the first day of the one it replaces, and today at the earliest."""
    if draft.valid_from < today:
        raise Refused("Une nouvelle version commence aujourd'hui ou plus tard : les dossiers passés gardent la leur.")
    if draft.valid_from <= current.valid_from:
        raise Refused(
            f"La version en vigueur commence le {date_words(current.valid_from)} : la nouvelle doit commencer après."
        )
