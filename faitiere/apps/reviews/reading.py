"""What the screens show of a review."""

import datetime as dt

from django.db.models import Count, Q, QuerySet, Sum

from .models import ChangeThreshold

# Word of the address → label of the filter.
FILTERS = {
    "": "Tous",
    "gagnent": "Gagnent",
    "perdent": "Perdent",
    "a-prevenir": "À prévenir",
    "autres": "Prêts et impôts",
}


def threshold_on(day: dt.date) -> int:
    """Cents a case must gain or lose to be shown on a day; nothing set, any difference is shown."""
    found = ChangeThreshold.objects.filter(valid_from__lte=day).values_list("cents", flat=True).first()
    return found or 0


def beyond(cents: int) -> Q:
    """Lines that gain or lose more than a threshold."""
    return Q(gain_cents__gt=cents) | Q(gain_cents__lt=-cents)


def filtered(lines: QuerySet, word: str, cents: int) -> QuerySet:
    """Lines of one filter; every one but "autres" is about money beyond the threshold."""
    conditions = {
        "gagnent": Q(gain_cents__gt=cents),
        "perdent": Q(gain_cents__lt=-cents),
        "a-prevenir": beyond(cents) & Q(written_at=None),
        "autres": Q(gain_cents=0, problem=""),
    }
    return lines.filter(conditions.get(word, beyond(cents)))


def counters(lines: QuerySet, cents: int) -> dict[str, int]:
    return {word: filtered(lines, word, cents).count() for word in FILTERS}


def totals(lines: QuerySet) -> dict:
    """How many cases gain and lose, and how much in all, in cents."""
    return lines.aggregate(
        winners=Count("pk", filter=Q(gain_cents__gt=0)),
        losers=Count("pk", filter=Q(gain_cents__lt=0)),
        others=Count("pk", filter=Q(gain_cents=0, problem="")),
        problems=Count("pk", filter=~Q(problem="")),
        gained=Sum("gain_cents", filter=Q(gain_cents__gt=0), default=0),
        lost=Sum("gain_cents", filter=Q(gain_cents__lt=0), default=0),
        net=Sum("gain_cents", default=0),
    )
