"""Decisions of the directory: text of strangers, what follows from qualifications. Pure."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from random import SystemRandom
from typing import Protocol

from bs4 import BeautifulSoup

from .trades import homes_of, packed, unpacked

_BLOCKS = ("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol")
_HIDDEN = ("script", "style", "template", "noscript", "iframe", "object", "svg")
_LINES = re.compile(r"[ \t\u00a0]*\n[ \t\u00a0]*")


# The draw of lists multiplies ranks modulo this prime (see `search`).
DRAW_MODULUS = 1_048_573


class Refused(ValueError):
    """What was asked cannot be done; the message is a French sentence that says what to do."""


def plain_text(text: str) -> str:
    """What a person would read of pasted HTML, as lines of text: no tag, no script, no control character."""
    if "<" in text or "&" in text:
        soup = BeautifulSoup(text, "html.parser")
        for hidden in soup(_HIDDEN):
            hidden.decompose()
        for line in soup("br"):
            line.replace_with("\n")
        for block in soup(_BLOCKS):
            block.append("\n")
        text = soup.get_text()
    text = "".join(
        char for char in text.replace("\r\n", "\n") if char in "\n\t" or char.isprintable() or char == "\xa0"
    )
    return re.sub(r"\n{3,}", "\n\n", _LINES.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """The same on one line. Text with nothing to take out, as nearly all of a file is, is only spaced again."""
    if text.isprintable() and "<" not in text and "&" not in text:
        return " ".join(text.split())
    return " ".join(plain_text(text).split())


class Held(Protocol):
    """A qualification, as far as its company needs to know it."""

    trade: str
    domain: str
    for_people: bool
    valid_to: dt.date | None
    gone_on: dt.date | None


def follows_from(held: Iterable[Held], declared: str) -> tuple[str, dt.date | None]:
    """(trades packed, last day of RGE) of a company with these qualifications: those gone from the file left out."""
    live = [one for one in held if one.gone_on is None]
    until = max((one.valid_to for one in live if one.valid_to), default=None)
    return packed({*unpacked(declared), *(one.trade for one in live)}), until


def missions_of(held: Iterable[Held], day: dt.date) -> dict[str, bool]:
    """For which homes a company works, by field, after its qualifications; empty when none of them tells.

    A qualification said not to be for private people is none for houses; an owners' association is no private person.
    """
    live = [(one, homes_of(one.domain, day)) for one in held if one.gone_on is None]
    known = [(one, homes) for one, homes in live if homes]
    if not known:
        return {}
    return {
        "for_houses": any(homes.houses and one.for_people for one, homes in known),
        "for_condominiums": any(homes.condominiums for _, homes in known),
    }


def qualification_key(*parts: str) -> str:
    """What tells two lines of a company apart, whatever their length."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


_DICE = SystemRandom()


def draw_rank() -> int:
    """Place of a company in the draw, given once."""
    return _DICE.randrange(1, DRAW_MODULUS)
