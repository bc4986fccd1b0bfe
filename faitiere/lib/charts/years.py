"""Bills by year, stacked by use: what was consumed or paid, one column a year."""

from collections.abc import Callable, Sequence

from ..numbers import number
from .bars import Bar, draw_bars
from .chart import NARROW, WIDE, Chart
from .drawing import SMALL, TEXT, Drawing
from .metrics import text_width

_LOOKS = (("Chauffage", "c-heat"), ("Eau chaude", "c-water"), ("Électricité commune", "c-common"))
_ZERO = 300
_TALLEST = 230


def years_by_use(
    years: Sequence[tuple[str, Sequence[float]]],
    *,
    title: str,
    unit: str,
    name: str,
    shown: Callable[[float], str] = number,
) -> Chart:
    """One column a year, oldest first, heating at the bottom.

    years  (label, (heating, hot water, common electricity)), zero or more, in `unit`
    shown  how a figure is written
    """
    if not years:
        raise ValueError("Un graphique par année a besoin d'au moins une année.")
    rows = [(label, *(shown(part) for part in parts), shown(sum(parts))) for label, parts in years]
    bars = [Bar(label, sum(parts), shown(sum(parts)), "c-heat") for label, parts in years]
    narrow = _columns(years, shown, width=NARROW) if len(years) <= 4 else draw_bars(bars, narrow=True)
    return Chart(
        name=name,
        title=title,
        description=" ; ".join(f"{row[0]} : {row[-1]} {unit}" for row in rows) + ".",
        columns=("Année", *(label for label, _ in _LOOKS), f"Total, {unit}"),
        rows=rows,
        wide=_columns(years, shown, width=WIDE),
        narrow=narrow,
    )


def _columns(years: Sequence[tuple[str, Sequence[float]]], shown: Callable[[float], str], *, width: int) -> Drawing:
    drawing = Drawing(width)
    bottom = _legend(drawing, width) + _ZERO
    scale = _TALLEST / (max(sum(parts) for _, parts in years) or 1)
    step = min(width / len(years), 180)
    for index, (label, parts) in enumerate(years):
        left, thick, top = index * step + step * 0.16, step * 0.68, bottom
        middle = left + thick / 2
        for (_, look), part in zip(_LOOKS, parts, strict=True):
            height = part * scale
            top -= height
            drawing.rect((left, top), (thick, max(height - 1, 0)), look)
            if height >= 22 and text_width(shown(part), SMALL, bold=True) < thick - 6:
                ink = "t-b" if look == "c-common" else "t-w"
                drawing.text((middle, top + height / 2 + 5), shown(part), size=SMALL, anchor="middle", look=ink)
        drawing.text((middle, top - 9), shown(sum(parts)), anchor="middle", look="t-b")
        drawing.text((middle, bottom + 22), label, size=SMALL, anchor="middle")
    drawing.line((0, bottom), (step * len(years), bottom), "axis")
    drawing.down_to(bottom + 34)
    return drawing


def _legend(drawing: Drawing, width: int) -> float:
    """Colours and their words, on as many lines as needed; the height it took, less the room above the columns."""
    left, line = 0.0, 0
    for label, look in _LOOKS:
        needed = 20 + text_width(label, TEXT) + 18
        if left and left + needed > width:
            left, line = 0.0, line + 1
        drawing.rect((left, line * 24 + 3), (13, 13), look)
        drawing.text((left + 20, line * 24 + 15), label)
        left += needed
    return line * 24
