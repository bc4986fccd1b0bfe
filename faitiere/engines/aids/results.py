"""What the façade answers: one ``AidResult`` an aid, ready for a screen, a report or a JSON answer."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Status = Literal["eligible", "not_eligible", "unknown", "closed"]
Kind = Literal["subvention", "pret", "fiscal", "tva"]
When = Literal["avant de signer", "avant les travaux", "après"]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, and when."""

    when: When
    sentence_fr: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A part of an aid: a line of works or a tier."""

    label_fr: str
    status: Status
    amount_cents: int | None
    base_cents: int | None = None
    rate: float | None = None
    reason_fr: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figures of a result come from, and whether all are settled."""

    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = True
    caveat_fr: str = ""


@dataclass(frozen=True, slots=True)
class AidResult:
    """One aid for one situation on one day.

    Amounts are integer cents; ``rate`` and ``base_cents`` show the calculation when there is one;
    ``advance_cents`` is the part paid before the works; ``verified`` False means that a figure in force could
    not be confirmed: ``caveat_fr`` then says what was used. An estimate, never a promise.
    """

    code: str
    name_fr: str
    kind: Kind
    status: Status
    reason_fr: str
    amount_cents: int | None = None
    base_cents: int | None = None
    rate: float | None = None
    ceiling_cents: int | None = None
    advance_cents: int = 0
    missing: tuple[str, ...] = ()
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = True
    caveat_fr: str = ""
    steps: tuple[Step, ...] = ()
    paid_when: str = ""
    details: tuple[Detail, ...] = ()

    def sourced(self, origin: Provenance) -> "AidResult":
        """The same with where its figures come from."""
        return replace(
            self,
            source=origin.source,
            valid_from=origin.valid_from,
            valid_to=origin.valid_to,
            verified=origin.verified,
            caveat_fr=origin.caveat_fr,
        )


@dataclass(frozen=True, slots=True)
class IncomeCategory:
    """The income category of a household, its ceilings, and how far the income is from the nearest one."""

    code: str | None
    name_fr: str
    ceilings_cents: tuple[int, int, int] | None
    reason_fr: str
    source: str = ""
    valid_from: date | None = None
    verified: bool = True
    caveat_fr: str = ""
    missing: tuple[str, ...] = ()
