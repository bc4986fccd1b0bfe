"""The inventory of personal data: every model and every field of the project, what it is, how it leaves, how it dies.

`models.csv`: how a model's rows lead to a person (an ORM path, `@path` for a path
to an e-mail address, or `#field:model:path` for the plain id of a row of another model that leads to the person), what
erasure does to them, how long they are kept. `fields.csv`: the category of each field, whether the person's export
holds it, whether erasure blanks it. A test fails on a model or field that is missing here.
"""

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class ModelRule:
    model: str
    person_path: str
    on_erase: str
    retention_months: int | None
    retention_field: str
    why: str


@dataclass(frozen=True)
class FieldRule:
    model: str
    field: str
    category: str
    exported: bool
    blanked: bool


@functools.cache
def model_rules() -> dict[str, ModelRule]:
    """Rules by model label, in erasure order (what points before what is pointed at)."""
    with (_HERE / "models.csv").open(encoding="utf-8", newline="") as handle:
        return {
            row["model"]: ModelRule(
                row["model"],
                row["person_path"],
                row["on_erase"],
                int(row["retention_months"]) if row["retention_months"] else None,
                row["retention_field"],
                row["why"],
            )
            for row in csv.DictReader(handle)
        }


@functools.cache
def field_rules() -> dict[tuple[str, str], FieldRule]:
    """Rules by (model label, field name)."""
    with (_HERE / "fields.csv").open(encoding="utf-8", newline="") as handle:
        return {
            (row["model"], row["field"]): FieldRule(
                row["model"], row["field"], row["category"], row["export"] == "yes", row["on_erase"] == "blank"
            )
            for row in csv.DictReader(handle)
        }


def fields_of(label: str) -> list[FieldRule]:
    return [rule for (model, _), rule in field_rules().items() if model == label]
