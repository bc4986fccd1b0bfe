"""How wide a text is, to place labels without a browser.

Advance widths of Atkinson Hyperlegible Next, in em, read from the hmtx table of the bundled fonts, grouped
and rounded up. Accented letters are as wide as their base letter.
"""

import unicodedata

_REGULAR = {
    0.21: "'.,:;",
    0.25: "ijl|’",
    0.29: " \u00a0!",
    0.32: 'f[]t"()r°{}',
    0.37: "-_²",
    0.40: "1I/\\",
    0.46: "csvxyz*?",
    0.50: "k–7Ja",
    0.55: "2eFLhnotu<>^",
    0.57: "bdgpqTE~«»3Y",
    0.60: "4569BPRSVZ$+−",
    0.64: "08ACDKX=#€…",
    0.69: "wGHNOQU&",
    0.86: "MWm@œ%",
}
_WIDTHS = {char: width for width, chars in _REGULAR.items() for char in chars}
_UNKNOWN = 0.7
_BOLD = 1.07


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of `text` set at `size`, in the same unit as `size`; an unknown letter counts wide."""
    bases = (unicodedata.normalize("NFD", char)[0] for char in text)
    return sum(_WIDTHS.get(char, _UNKNOWN) for char in bases) * size * (_BOLD if bold else 1)


def wrap(text: str, size: float, width: float) -> list[str]:
    """`text` cut at its ordinary spaces into lines no wider than `width`; a long word keeps its own line."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
