"""Which characters the bundled font can print, and what to print instead of the others.

PDF/A refuses a character without a drawing. Text typed by people may hold anything (an emoji, a name in another
script): it must not stop a report.
"""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_FONT = FONTS / "AtkinsonHyperlegibleNext_400Regular.ttf"
_REPLACEMENT = "?"
_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs"}
_MAY_CUT = "\u200b"
_LONG_RUN = re.compile(r"[^\s\u00a0]{40}")


@cache
def covered() -> frozenset[int]:
    """Code points of the bundled font, read from its cmap table (format 4, OpenType specification)."""
    font = _FONT.read_bytes()
    tables = struct.unpack(">H", font[4:6])[0]
    records = (struct.unpack(">4sLLL", font[12 + 16 * i : 28 + 16 * i]) for i in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack(">H", font[cmap + 2 : cmap + 4])[0]
    for index in range(count):
        start = cmap + struct.unpack(">L", font[cmap + 8 + 8 * index : cmap + 12 + 8 * index])[0]
        if struct.unpack(">H", font[start : start + 2])[0] == 4:
            return _segments(font, start)
    raise RuntimeError("The bundled font has no format 4 cmap.")


def _segments(font: bytes, start: int) -> frozenset[int]:
    twice = struct.unpack(">H", font[start + 6 : start + 8])[0]
    ends = struct.unpack(f">{twice // 2}H", font[start + 14 : start + 14 + twice])
    starts = struct.unpack(f">{twice // 2}H", font[start + 16 + twice : start + 16 + 2 * twice])
    ranges = zip(starts, ends, strict=True)
    return frozenset(code for low, high in ranges for code in range(low, high + 1) if code != 0xFFFF)


def tidied(text: str) -> str:
    """`text` without what has no drawing (controls, private characters, emoji selectors); line ends stay.

    A run of letters too long for a line gets places where it may be cut.
    """
    kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in _INVISIBLE)
    shown = "".join(char for char in kept if not 0xFE00 <= ord(char) <= 0xFE0F)
    return _LONG_RUN.sub(lambda run: run[0] + _MAY_CUT, shown)


def printable(text: str) -> str:
    """`text` with what the font lacks replaced: an accent dropped, a pictogram removed, a letter as "?"."""
    return "".join(_nearest(char) for char in text)


def _nearest(char: str) -> str:
    """The character, or the closest one the font has: ễ, then ê, then e."""
    while not (char.isspace() or char == _MAY_CUT or ord(char) in covered()):
        base = unicodedata.decomposition(char).split(" ")[0]
        if not base or base.startswith("<"):
            return "" if unicodedata.category(char) in {"So", "Sk", "Mn"} else _REPLACEMENT
        char = chr(int(base, 16))
    return char
