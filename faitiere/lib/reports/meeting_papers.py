"""Papers of a general meeting: agenda, postal ballot of each owner, attendance list. Their data contract."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Item:
    """A line of the agenda: its number and title, its majority, and the second vote the law may allow, or "".

    cost  in words, taxes included, or ""; rule: text that gives the majority, or ""; key: who votes and pays
    """

    title: str
    majority: str
    second: str = ""
    cost: str = ""
    rule: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Voter:
    """An owner: name, address when it is known, numbers of its lots, its voices in the general key in words."""

    name: str
    address: str
    lots: str
    voices: str


@dataclass(frozen=True, kw_only=True)
class MeetingPaper:
    """What both papers print; `brand`: brand, soft and accent colours; dates are already written in French.

    unowned  a sentence on the lots whose owner is not known, empty when there is none
    warning: what is not sure of the voices, printed before them; "" when every key of shares is exact
    """

    brand: tuple[str, str, str]
    territory: str
    condominium: str
    address: str
    case_number: str
    syndic: str
    meeting: str
    place: str
    notice_by: str
    receive_by: str
    total_voices: str
    unowned: str
    items: Sequence[Item]
    voters: Sequence[Voter]
    warning: str = ""


def content(paper: MeetingPaper, *, title: str, issued_on: date) -> dict[str, Any]:
    """Everything a template prints, as JSON values."""
    brand, soft, accent = paper.brand
    return asdict(paper) | {
        "title": f"{title}, {paper.condominium}",
        "dated": [issued_on.year, issued_on.month, issued_on.day],
        "brand": brand,
        "soft": soft,
        "accent": accent,
    }
