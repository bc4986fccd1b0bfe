"""What remains to pay against what is saved: every bundle as a dot, the best ones as a stepped line."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from ..numbers import NBSP, money, number
from .chart import NARROW, WIDE, Chart
from .drawing import SMALL, Drawing, Point
from .metrics import text_width

_CELL = 5  # two bundles nearer than this on the drawing are one dot
_RADIUS = 13
# Where a disc may stand when another is already there: on its point, else beside it with a line to it.
_PLACES = [(0, 0), (-30, -18), (30, 18), (0, -34), (0, 34), (-34, 16), (34, -16), (-60, -36), (60, 36)]


@dataclass(frozen=True)
class Named:
    """A bundle worth a disc: its number on the drawing, what remains to pay (cents), the energy saved (%), its words.

    href  where its link leads on a page, empty for a plain disc
    form  id of the form a click sends instead, where scripts run
    """

    mark: str
    cents: int
    percent: float
    words: str
    href: str = ""
    form: str = ""


@dataclass(frozen=True)
class _Frame:
    """From cents and % to the drawing."""

    width: int
    height: int
    most: int
    top: int
    left: int = 44

    def at(self, cents: float, percent: float) -> Point:
        right, bottom = self.width - 16, self.height - 50
        across = self.left + (right - self.left) * cents / self.most
        return across, bottom - (bottom - 34) * percent / self.top


def _step(most: float, parts: int) -> int:
    """A round distance between two marks: 1, 2 or 5 times a power of ten."""
    rough = max(most / parts, 1)
    power = 10 ** int(log10(rough))
    return int(next(one * power for one in (1, 2, 5, 10) if one * power >= rough))


def pareto(
    points: Sequence[tuple[int, float]], front: Sequence[tuple[int, float]], named: Sequence[Named], *, name: str
) -> Chart:
    """Every bundle, the line nothing beats, and a few discs with their number.

    points  (cents that remain to pay, % of energy saved) of every bundle
    front   the best ones, cheapest first; must not be empty
    """
    if not front:
        raise ValueError("Le graphique demande au moins un bouquet.")
    shown = [*front, *((one.cents, one.percent) for one in named)]
    most = max(round(max(cents for cents, _ in shown) * 1.15), 100_000)
    top = max(20, ceil(max(percent for _, percent in shown) / 20) * 20)
    drawings = [
        _drawn(_Frame(width, height, most, top), points, front, named) for width, height in ((WIDE, 420), (NARROW, 360))
    ]
    words = [
        f"Numéro {one.mark} : {money(one.cents)} à payer, {_percent(one.percent)} d’énergie économisée."
        for one in named
    ]
    return Chart(
        name=name,
        title="Ce que chaque bouquet de travaux laisse à payer et fait économiser",
        description="Chaque point est un bouquet calculé. La ligne relie les meilleurs. " + " ".join(words),
        columns=("Bouquet", "Reste à payer", "Énergie économisée"),
        rows=[(f"{one.mark}. {one.words}", money(one.cents), _percent(one.percent)) for one in named],
        wide=drawings[0],
        narrow=drawings[1],
    )


def _percent(value: float) -> str:
    return f"{number(value)}{NBSP}%"


def _drawn(frame: _Frame, points: Sequence[tuple[int, float]], front, named: Sequence[Named]) -> Drawing:
    drawing = Drawing(frame.width)
    _axes(drawing, frame)
    drawing.path(_dots(frame, points), "s-dots")
    start = frame.at(0, 0)
    steps = "".join(f"H{x:.1f}V{y:.1f}" for x, y in (frame.at(cents, percent) for cents, percent in front))
    drawing.path(f"M{start[0]:.1f} {start[1]:.1f}{steps}H{frame.width - 16}", "s-front")
    taken: list[Point] = []
    for one in named:
        _disc(drawing, frame, one, taken)
    drawing.down_to(frame.height)
    return drawing


def _axes(drawing: Drawing, frame: _Frame) -> None:
    drawing.text((0, 18), "Énergie économisée, en %", size=SMALL, look="t-m")
    for percent in range(0, frame.top + 1, 20):
        left, y = frame.at(0, percent)
        drawing.line((left, y), (frame.width - 16, y), "grid")
        drawing.text((left - 8, y + 5), number(percent), size=SMALL, anchor="end", look="t-m")
    euros = frame.most / 100
    step = _step(euros, 6 if frame.width == WIDE else 3)
    for mark in range(0, int(euros) + 1, step):
        x, y = frame.at(mark * 100, 0)
        words = number(mark)
        if x + text_width(words, SMALL) / 2 <= frame.width:
            drawing.text((x, y + 20), words, size=SMALL, anchor="middle", look="t-m")
    drawing.text(
        (frame.width - 4, frame.height - 6), "Ce qui reste à payer, en €", size=SMALL, anchor="end", look="t-m"
    )


def _dots(frame: _Frame, points: Sequence[tuple[int, float]]) -> str:
    """One path of round dots, those of a same small square drawn once; what is out of the frame is left out."""
    cells = set()
    for cents, percent in points:
        if 0 <= cents <= frame.most and percent >= 0:
            x, y = frame.at(cents, percent)
            cells.add((round(x / _CELL) * _CELL, round(y / _CELL) * _CELL))
    return "".join(f"M{x} {y}h0" for x, y in sorted(cells)) or "M0 0"


def _disc(drawing: Drawing, frame: _Frame, one: Named, taken: list[Point]) -> None:
    point = frame.at(one.cents, max(one.percent, 0))
    spots = [(point[0] + dx, point[1] + dy) for dx, dy in _PLACES]
    inside = [spot for spot in spots if frame.left < spot[0] < frame.width - 14 and 30 < spot[1] < frame.height - 36]
    free = [spot for spot in inside if all(_apart(spot, other) for other in taken)]
    centre = (free or inside or spots)[0]
    taken.append(centre)
    if centre != point:
        drawing.line(point, centre, "s-lead")

    def marks() -> None:
        drawing.circle(centre, _RADIUS, "c-disc")
        drawing.text((centre[0], centre[1] + 5.5), one.mark, size=SMALL, anchor="middle", look="t-b")

    if not one.href:
        marks()
        return
    words = f"Bouquet {one.mark} : {money(one.cents)} à payer, {_percent(one.percent)} d’énergie économisée"
    drawing.links(one.href, words, marks, **({"submits": one.form} if one.form else {}))


def _apart(one: Point, other: Point) -> bool:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 >= (2 * _RADIUS + 2) ** 2
