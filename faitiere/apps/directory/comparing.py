"""A proposal beside what the directory says, in words."""

from dataclasses import dataclass

from faitiere.apps.territories.models import Commune
from faitiere.lib.numbers import phone_words

from .models import Professional, Proposal
from .trades import trades, unpacked

_FIELDS = ("name", "address", "postcode", "town", "phone", "email", "website", "for_houses", "for_condominiums")
_FIELDS += ("reach_km", "presentation", "works_done")


@dataclass(frozen=True)
class Row:
    """A field: what is known, what is proposed."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def _said(name: str, value) -> str:
    if name == "phone":
        return phone_words(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value)


def compared(proposal: Proposal, known: Professional | None) -> list[Row]:
    """Fields of the proposal, those that change first; nothing for a report or a withdrawal."""
    asked = proposal.asked
    rows = [
        Row(
            Professional._meta.get_field(name).verbose_name.capitalize(),
            _said(name, getattr(known, name)) if known else "",
            _said(name, asked[name]),
        )
        for name in _FIELDS
        if name in asked
    ]
    if "trades" in asked:
        held = unpacked(known.declared_trades or known.trades) if known else []
        rows.append(Row("Métiers", _trades(held), _trades(asked["trades"])))
        before = known.areas.values_list("commune__name", flat=True) if known else []
        after = Commune.objects.filter(pk__in=asked.get("areas", [])).values_list("name", flat=True)
        rows.append(Row("Communes en plus", ", ".join(sorted(before)), ", ".join(sorted(after))))
    return sorted(rows, key=lambda row: not row.differs)


def _trades(codes: list[str]) -> str:
    return ", ".join(trade.name for code, trade in trades().items() if code in codes)
