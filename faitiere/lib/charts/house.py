"""The section of a house with the share of heat lost through each part."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

from ..numbers import NBSP
from .chart import NARROW, WIDE
from .drawing import SMALL, TEXT, Drawing, Point

HOUSE_PARTS: Mapping[str, str] = {
    "toiture": "Toiture",
    "murs": "Murs",
    "fenetres_portes": "Fenêtres et portes",
    "air": "Air renouvelé",
    "plancher_bas": "Plancher bas",
    "ponts_thermiques": "Ponts thermiques",
}


@dataclass(frozen=True)
class _Frame:
    """Where the house stands: walls from `left` to `right`; ridge, eaves and floor heights; thickness."""

    width: int
    left: float
    right: float
    ridge: float
    eaves: float
    floor: float
    thick: float
    arrow: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def waist(self) -> float:
        return (self.eaves + self.floor) / 2

    @property
    def slope_middle(self) -> float:
        """Distance from the middle of the house to the middle of a slope."""
        return (self.middle - self.left) / 2


_WIDE = _Frame(WIDE, 220, 500, 54, 158, 312, 16, 40)
_NARROW = _Frame(NARROW, 104, 216, 66, 132, 262, 12, 26)


def draw_house(shares: Mapping[str, int], *, narrow: bool) -> Drawing:
    """Section of a house; the two worst parts in full colour, arrows as thick as the loss."""
    frame = _NARROW if narrow else _WIDE
    worst = sorted(shares, key=lambda part: -shares[part])[:2]
    fills = {part: "c-heat" if part in worst else "c-mid" for part in shares}
    drawing = Drawing(frame.width)
    _shell(drawing, frame, fills)
    _bridges(drawing, frame, fills["ponts_thermiques"])
    _arrows(drawing, frame, shares, fills)
    _captions(drawing, frame, shares, narrow=narrow)
    drawing.down_to(frame.floor + (112 if narrow else 94))
    return drawing


def _shell(drawing: Drawing, frame: _Frame, fills: Mapping[str, str]) -> None:
    left, right, thick = frame.left, frame.right, frame.thick
    drawing.path(
        f"M{left} {frame.floor}V{frame.eaves}L{frame.middle} {frame.ridge + thick}"
        f"L{right} {frame.eaves}V{frame.floor}z",
        "h-air",
    )
    drawing.rect((left + thick, frame.eaves + 4), (right - left - 2 * thick, 4), "c-track")
    drawing.rect((left, frame.eaves), (thick, frame.floor - frame.eaves), fills["murs"])
    high, low = frame.waist - 30, frame.waist + 30
    drawing.rect((right - thick, frame.eaves), (thick, high - frame.eaves), fills["murs"])
    drawing.rect((right - thick, low), (thick, frame.floor - low), fills["murs"])
    drawing.rect((right - thick, high), (thick, low - high), "h-glass")
    drawing.rect((right - thick / 2 - 2.5, high), (5, low - high), fills["fenetres_portes"])
    vent = frame.middle + frame.slope_middle
    drawing.rect((vent - 6, (frame.ridge + frame.eaves) / 2 - 20), (12, 30), fills["air"])
    _roof(drawing, frame, fills["toiture"])
    drawing.rect((left, frame.floor), (right - left, thick), fills["plancher_bas"])
    drawing.rect((left - 30, frame.floor + thick + 6), (right - left + 60, 4), "h-soil")


def _roof(drawing: Drawing, frame: _Frame, look: str) -> None:
    over, thick = 20, frame.thick
    slope = (frame.eaves - frame.ridge) / (frame.middle - frame.left)
    foot = frame.eaves + over * slope
    drawing.path(
        f"M{frame.left - over} {foot:.1f}L{frame.middle} {frame.ridge}L{frame.right + over} {foot:.1f}"
        f"V{foot + thick:.1f}L{frame.middle} {frame.ridge + thick}L{frame.left - over} {foot + thick:.1f}z",
        look,
    )


def _bridges(drawing: Drawing, frame: _Frame, look: str) -> None:
    """Discs where walls meet the slab, parted from both by a white ring."""
    half = frame.thick / 2
    for corner in (frame.left + half, frame.right - half):
        drawing.circle((corner, frame.floor + half), half + 4, "c-white")
        drawing.circle((corner, frame.floor + half), half + 1, look)


def _arrows(drawing: Drawing, frame: _Frame, shares: Mapping[str, int], fills: Mapping[str, str]) -> None:
    slope, length = (frame.ridge + frame.eaves) / 2, frame.arrow
    off = frame.slope_middle
    below = frame.floor + frame.thick + 16
    ends: dict[str, tuple[Point, Point]] = {
        "toiture": ((frame.middle - off, slope - 8), (frame.middle - off - 0.4 * length, slope - 8 - length)),
        "air": ((frame.middle + off, slope - 24), (frame.middle + off, slope - 24 - length)),
        "murs": ((frame.left - 6, frame.waist), (frame.left - 6 - length, frame.waist)),
        "fenetres_portes": ((frame.right + 6, frame.waist), (frame.right + 6 + length, frame.waist)),
        "plancher_bas": ((frame.middle, below), (frame.middle, below + length)),
        "ponts_thermiques": ((frame.left + 4, below), (frame.left - 16, below + length)),
    }
    most = max(shares.values())
    for part, (start, end) in ends.items():
        if shares[part]:
            drawing.path(_arrow(start, end, 3 + 7 * shares[part] / most), fills[part])


def _arrow(start: Point, end: Point, thickness: float) -> str:
    """An arrow as a filled outline, as thick as asked, its head twice as wide."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    half, head = thickness / 2, min(length / 2, thickness + 4)
    outline = [(0, half), (length - head, half), (length - head, half + 4), (length, 0)]
    outline += [(along, -across) for along, across in reversed(outline[:3])]
    points = ((start[0] + a * ux - b * uy, start[1] + a * uy + b * ux) for a, b in outline)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "z"


def _captions(drawing: Drawing, frame: _Frame, shares: Mapping[str, int], *, narrow: bool) -> None:
    off, side = frame.slope_middle, frame.arrow + 12
    high, low = (frame.ridge + frame.eaves) / 2 - 44, frame.floor + frame.thick + 40
    places: dict[str, tuple[Point, str]] = {
        "toiture": ((frame.middle - off - 26, high), "end"),
        "air": ((frame.middle + off + 18, high), "start"),
        "murs": ((frame.left - side, frame.waist - 2), "end"),
        "fenetres_portes": ((frame.right + side, frame.waist - 2), "start"),
        "plancher_bas": ((frame.middle + 14, low), "start"),
        "ponts_thermiques": ((frame.left - 24, low), "end"),
    }
    for part, ((x, y), anchor) in places.items():
        drawing.text((x, y), f"{shares[part]}{NBSP}%", size=22, anchor=anchor, look="t-b")
        lines = HOUSE_PARTS[part].split(" ", 1) if narrow else [HOUSE_PARTS[part]]
        for row, line in enumerate(lines):
            drawing.text((x, y + 20 + row * 18), line, size=SMALL if narrow else TEXT, anchor=anchor)
