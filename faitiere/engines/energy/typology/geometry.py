"""Surfaces of a home from its living area and levels, with documented ratios (ratios.csv)."""

import math
from dataclasses import dataclass, replace

from .choices import ratio

SOUTH, NORTH, EAST, WEST = 1, 2, 3, 4  # enum_orientation_id
LONG_SIDES, SHORT_SIDES = (SOUTH, NORTH), (EAST, WEST)
SUN = {SOUTH: "part_sud", NORTH: "part_nord", EAST: "part_est", WEST: "part_ouest"}


@dataclass(frozen=True, slots=True)
class Facade:
    """One outer side: orientation, length m, opaque and glazed area m², door area m²."""

    orientation: int
    length: float
    opaque: float
    glazed: float
    door: float


@dataclass(frozen=True, slots=True)
class Shape:
    """The home as a box: facades, area of floor and roof m², perimeter m, height of the walls and of a ceiling m."""

    facades: tuple[Facade, ...]
    footprint: float
    roof: float
    perimeter: float
    height: float
    levels: int
    ceiling: float


def rectangle(footprint: float, elongation: float) -> tuple[float, float]:
    """Long and short side in m of a rectangle of `footprint` m², one so many times the other."""
    width = math.sqrt(footprint / elongation)
    return footprint / width, width


def shape(levels: int, height: float, *, ground: tuple[float, float], sides: int, pitched: bool) -> Shape:
    """A rectangle of `levels` levels; `sides` of its sides are shared with a neighbour, short sides first.

    `ground`: its long and short sides in m; `pitched`: the last level is under the slope of the roof. No window yet:
    see `with_windows`.
    """
    length, width = ground
    footprint = length * width
    lengths = dict.fromkeys(LONG_SIDES, length) | dict.fromkeys(SHORT_SIDES, width)
    for shared in (EAST, WEST, NORTH)[: int(sides)]:
        del lengths[shared]
    tall = height * levels
    if pitched:
        tall -= height - ratio("hauteur_mur_sous_rampant")
    return Shape(
        tuple(Facade(side, length, length * tall, 0.0, 0.0) for side, length in lengths.items()),
        footprint,
        footprint * (ratio("pente_toit") if pitched else 1),
        sum(lengths.values()),
        tall,
        levels,
        height,
    )


def with_windows(box: Shape, glazed: float) -> Shape:
    """The same home with `glazed` m² of windows, shared between its facades by their sun."""
    total = sum(ratio(SUN[facade.orientation]) for facade in box.facades)
    facades = []
    for facade in box.facades:
        wanted = glazed * ratio(SUN[facade.orientation]) / total
        panes = min(wanted, facade.opaque * ratio("part_vitree_max"))
        facades.append(replace(facade, opaque=facade.opaque - panes, glazed=panes))
    return replace(box, facades=tuple(facades))


def with_entrance(box: Shape) -> Shape:
    """The same home with its entrance door on the north facade, else on the first one."""
    sides = [facade.orientation for facade in box.facades]
    place = sides.index(NORTH) if NORTH in sides else 0
    facades = list(box.facades)
    door = min(ratio("surface_porte"), facades[place].opaque)
    facades[place] = replace(facades[place], opaque=facades[place].opaque - door, door=door)
    return replace(box, facades=tuple(facades))
