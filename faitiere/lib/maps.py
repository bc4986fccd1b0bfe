"""Map of the communes of a territory: simplified contours drawn by the server, beside an equal list."""

import math
from dataclasses import dataclass

_WIDTH = 640


@dataclass(frozen=True)
class Shape:
    insee: str
    name: str
    path: str


@dataclass(frozen=True)
class Map:
    width: int
    height: int
    shapes: list[Shape]


def _rings(geometry: dict):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def draw(communes) -> Map | None:
    """Contours on a plane (plate carrée at the mean latitude), scaled to the width; None when no contour is known."""
    known = [one for one in communes if one.contour]
    points = [point for one in known for ring in _rings(one.contour) for point in ring]
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = _WIDTH / ((east - west) * squeeze)

    def place(point) -> str:
        return f"{(point[0] - west) * squeeze * scale:.0f} {(north - point[1]) * scale:.0f}"

    shapes = [
        Shape(one.insee, one.name, "".join(f"M{'L'.join(map(place, ring))}z" for ring in _rings(one.contour)))
        for one in known
    ]
    return Map(_WIDTH, math.ceil((north - south) * scale), shapes)
