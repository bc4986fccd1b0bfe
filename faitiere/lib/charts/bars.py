"""Horizontal bars with their value at the end, the form most of our charts share."""

from collections.abc import Sequence
from dataclasses import dataclass

from .chart import NARROW, WIDE
from .drawing import SMALL, TEXT, Drawing
from .metrics import text_width

_GAP = 10
_LABEL_ROOM = 100  # a longer label stands above its bar in the narrow drawing


@dataclass(frozen=True)
class Bar:
    """One bar: label, length (zero or more), figure printed at its end and class."""

    label: str
    value: float
    shown: str
    look: str

    def __post_init__(self) -> None:
        if not self.value >= 0:
            raise ValueError(f"{self.label} : une barre ne peut pas être négative.")


def draw_bars(bars: Sequence[Bar], *, narrow: bool) -> Drawing:
    """Bars from a common zero on a common scale; long labels stand above their bar when narrow."""
    if not bars:
        raise ValueError("Un graphique a besoin d'au moins une valeur.")
    if narrow and max(text_width(bar.label, TEXT) for bar in bars) > _LABEL_ROOM:
        return _stacked(bars)
    return _aligned(bars, NARROW if narrow else WIDE)


def draw_pairs(pairs: Sequence[tuple[Bar, Bar]], *, narrow: bool) -> Drawing:
    """Two bars under one label (that of the first), one pair under the other, all on one scale."""
    thick, row = 18, 82 if narrow else 58
    drawing = Drawing(NARROW if narrow else WIDE)
    bars = [bar for pair in pairs for bar in pair]
    left = 2.0 if narrow else max(text_width(bar.label, TEXT) for bar in bars) + _GAP + 2
    room = drawing.width - left - max(text_width(bar.shown, TEXT, bold=True) for bar in bars) - 2 * _GAP
    longest = max(bar.value for bar in bars) or 1
    for index, pair in enumerate(pairs):
        top = index * row + (24 if narrow else 0)
        at = (0, top - 8) if narrow else (left - _GAP, top + 33)
        drawing.text(at, pair[0].label, anchor="start" if narrow else "end")
        for bar, bar_top in zip(pair, (top + 6, top + 6 + thick + 5), strict=True):
            length = room * bar.value / longest
            drawing.rect((left, bar_top), (length, thick), bar.look)
            drawing.text((left + length + _GAP, bar_top + 15), bar.shown, look="t-b")
        drawing.line((left, top + 2), (left, top + 2 * thick + 15), "axis")
    drawing.down_to(len(pairs) * row)
    return drawing


def enumerate_figures(rows: Sequence[tuple[str, str]]) -> str:
    """The figures in one sentence: "Toiture 28 %, murs 24 %."."""
    sentence = ", ".join(f"{label[:1].lower()}{label[1:]} {shown}" for label, shown in rows)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _aligned(bars: Sequence[Bar], width: int) -> Drawing:
    row, thick = 38, 26
    drawing = Drawing(width)
    left = max(text_width(bar.label, TEXT) for bar in bars) + _GAP + 2
    room = width - left - max(text_width(bar.shown, TEXT, bold=True) for bar in bars) - 2 * _GAP
    longest = max(bar.value for bar in bars) or 1
    for index, bar in enumerate(bars):
        top = index * row
        length = room * bar.value / longest
        drawing.text((left - _GAP, top + 25), bar.label, anchor="end")
        drawing.rect((left, top + 6), (length, thick), bar.look)
        drawing.text((left + length + _GAP, top + 25), bar.shown, look="t-b")
    drawing.line((left, 0), (left, len(bars) * row), "axis")
    drawing.down_to(len(bars) * row)
    return drawing


def _stacked(bars: Sequence[Bar]) -> Drawing:
    row, thick = 54, 18
    drawing = Drawing(NARROW)
    room = NARROW - max(text_width(bar.shown, TEXT, bold=True) for bar in bars) - 2 * _GAP
    longest = max(bar.value for bar in bars) or 1
    for index, bar in enumerate(bars):
        top = index * row
        length = room * bar.value / longest
        size = SMALL if text_width(bar.label, TEXT) > NARROW else TEXT
        drawing.text((0, top + 16), bar.label, size=size)
        drawing.rect((1, top + 23), (length, thick), bar.look)
        drawing.line((1, top + 21), (1, top + 25 + thick), "axis")
        drawing.text((length + _GAP, top + 38), bar.shown, look="t-b")
    drawing.down_to(len(bars) * row)
    return drawing
