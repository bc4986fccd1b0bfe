"""Charts of the dashboards: figures by month, and progress towards an objective."""

from collections.abc import Sequence
from datetime import date

from ..numbers import month_words, number, percent
from .bars import Bar, draw_bars
from .chart import NARROW, WIDE, Chart
from .drawing import SMALL, Drawing
from .metrics import text_width

HIDDEN = "moins de 5"
_SHORT = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def bars_by_month(series: Sequence[tuple[date, int | None]], *, title: str, name: str = "mois") -> Chart:
    """One bar a month, in the order given.

    series  (any day of the month, figure); None when statistical secrecy hides a small count
    """
    if not series:
        raise ValueError("Un graphique par mois a besoin d'au moins un mois.")
    rows = [(month_words(month), HIDDEN if value is None else number(value)) for month, value in series]
    bars = [
        Bar(f"{_SHORT[month.month - 1]} {month.year}", value or 0, shown, "c-brand")
        for (_, shown), (month, value) in zip(rows, series, strict=True)
    ]
    return Chart(
        name=name,
        title=title,
        description=" ; ".join(f"{label} : {shown}" for label, shown in rows) + ".",
        columns=("Mois", "Nombre"),
        rows=rows,
        wide=_columns(series) if len(series) <= 12 else draw_bars(bars, narrow=False),
        narrow=draw_bars(bars, narrow=True),
    )


def _columns(series: Sequence[tuple[date, int | None]]) -> Drawing:
    drawing = Drawing(WIDE)
    step = min(WIDE / len(series), 110)
    scale = 180 / (max(value or 0 for _, value in series) or 1)
    zero = 230
    for index, (month, value) in enumerate(series):
        left, thick = index * step + step * 0.14, step * 0.72
        middle = left + thick / 2
        top = zero - (value or 0) * scale
        drawing.rect((left, top), (thick, zero - top), "c-brand")
        if value is None:
            drawing.text((middle, zero - 26), "moins", size=SMALL, anchor="middle", look="t-m")
            drawing.text((middle, zero - 9), "de\u00a05", size=SMALL, anchor="middle", look="t-m")
        else:
            drawing.text((middle, top - 8), number(value), anchor="middle", look="t-b")
        drawing.text((middle, zero + 22), _SHORT[month.month - 1], anchor="middle")
        if index == 0 or month.month == 1:
            drawing.text((middle, zero + 42), str(month.year), anchor="middle", look="t-m")
    drawing.line((0, zero), (step * len(series), zero), "axis")
    drawing.down_to(zero + 52)
    return drawing


def progress(value: int, objective: int, *, title: str, name: str = "avancement") -> Chart:
    """Where we stand against an objective: a bar, a mark at the objective, both figures in words."""
    if value < 0 or objective <= 0:
        raise ValueError("L'avancement demande un objectif positif et une valeur de zéro ou plus.")
    words = f"{number(value)} sur {number(objective)}, soit {percent(value / objective)}"
    drawings = []
    for width in (WIDE, NARROW):
        drawing = Drawing(width)
        end = width - 4
        scale = end / max(value, objective)
        drawing.text((0, 20), words, size=18, look="t-b")
        drawing.rect((0, 34), (end, 20), "c-track", radius=4)
        drawing.rect((0, 34), (value * scale, 20), "c-brand", radius=4)
        goal = f"Objectif {number(objective)}"
        at = max(text_width(goal, 16), objective * scale)
        drawing.line((objective * scale, 29), (objective * scale, 59), "s-mark")
        drawing.text((at, 80), goal, anchor="end", look="t-m")
        drawing.down_to(88)
        drawings.append(drawing)
    return Chart(
        name=name,
        title=title,
        description=f"{words}.",
        columns=("Mesure", "Nombre"),
        rows=[("Réalisé", number(value)), ("Objectif", number(objective))],
        wide=drawings[0],
        narrow=drawings[1],
    )
