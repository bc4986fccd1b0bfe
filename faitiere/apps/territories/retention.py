"""How long cases are kept: the platform's dated table, and what each territory chose within its bounds."""

import csv
import datetime as dt
import functools
from dataclasses import dataclass
from pathlib import Path

from .models import RetentionPeriod

_TABLE = Path(__file__).parent / "data" / "retention.csv"


@dataclass(frozen=True)
class RetentionRule:
    """A line of data/retention.csv. Durations in months."""

    topic: str
    label: str
    counted_from: str
    default_months: int
    max_months: int
    source: str
    valid_from: dt.date
    valid_to: dt.date | None
    verified: bool


@functools.cache
def _rules() -> tuple[RetentionRule, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as handle:
        return tuple(
            RetentionRule(
                row["topic"],
                row["label"],
                row["counted_from"],
                int(row["default_months"]),
                int(row["max_months"]),
                row["source"],
                dt.date.fromisoformat(row["valid_from"]),
                dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                row["verified"] == "yes",
            )
            for row in csv.DictReader(handle)
        )


def rules_on(day: dt.date) -> dict[str, RetentionRule]:
    """Topic → rule of the platform in force that day."""
    return {
        rule.topic: rule
        for rule in _rules()
        if rule.valid_from <= day and (rule.valid_to is None or rule.valid_to >= day)
    }


def months_kept(day: dt.date) -> dict[str, int]:
    """Topic → months kept, as the territory in scope chose by that day, never above the platform's bound."""
    chosen = dict(
        RetentionPeriod.objects.filter(valid_from__lte=day).order_by("valid_from").values_list("topic", "months")
    )
    return {
        topic: min(chosen.get(topic, rule.default_months), rule.max_months) for topic, rule in rules_on(day).items()
    }
