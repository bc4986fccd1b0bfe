"""Maps drawn by the server, beside an equal list: contours of communes, and points gathered into clusters.

A map of points: `box = fitted(Box…)`, `cells = cells_of(rows, box)`, then `point_map(box, cells, communes=…, link=…,
told=…)` shown by `components/map.html`. Whatever the number of points, a view holds at most one mark a cell.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Avg, CharField, Count, F, Max, Min, QuerySet
from django.db.models.functions import Cast, Floor

_WIDTH = 640
_HEIGHT = 480
# A mark is a target for a finger at 390 px: cells this large, and marks kept in the middle of theirs.
_COLUMNS, _LINES = 8, 6
_MIDDLE = 0.45
# Degrees: no view is narrower, about a kilometre, nor wider than the world.
_NARROWEST = 0.014
_MOST_SHAPES = 160


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


@dataclass(frozen=True)
class Box:
    """A piece of the earth, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]], *, margin: float = 0.05) -> "Box | None":
        """The box of (longitude, latitude) points, a little wider; None without a point."""
        known = list(points)
        if not known:
            return None
        west, east = min(x for x, _ in known), max(x for x, _ in known)
        south, north = min(y for _, y in known), max(y for _, y in known)
        more = max(east - west, north - south) * margin
        return cls(west - more, south - more, east + more, north + more)

    @classmethod
    def read(cls, text: str) -> "Box | None":
        """A box written "west,south,east,north" in an address; None when it is not one."""
        try:
            west, south, east, north = (float(one) for one in text.split(","))
        except ValueError:
            return None
        inside = -180 <= west < east <= 180 and -85 <= south < north <= 85
        return cls(west, south, east, north) if inside else None

    def __str__(self) -> str:
        return ",".join(f"{side:.4f}" for side in (self.west, self.south, self.east, self.north))

    def holding(self, longitude: str = "longitude", latitude: str = "latitude") -> dict[str, float]:
        """The condition of a query on two columns, read from an index on them."""
        sides = {f"{longitude}__gte": self.west, f"{longitude}__lte": self.east}
        return sides | {f"{latitude}__gte": self.south, f"{latitude}__lte": self.north}

    def scaled(self, ratio: float) -> "Box":
        """The same centre, wider or narrower."""
        across, up = (self.east - self.west) * (ratio - 1) / 2, (self.north - self.south) * (ratio - 1) / 2
        return Box(self.west - across, self.south - up, self.east + across, self.north + up)

    def moved(self, across: float, up: float) -> "Box":
        """Shifted by fractions of its own sides, eastwards and northwards."""
        east, north = (self.east - self.west) * across, (self.north - self.south) * up
        return Box(self.west + east, self.south + north, self.east + east, self.north + north)


def _squeeze(box: Box) -> float:
    """How much shorter a degree of longitude is than one of latitude, at the middle of the box."""
    return math.cos(math.radians((box.south + box.north) / 2))


def fitted(box: Box) -> Box:
    """The box widened to the shape of the frame, about the same centre, inside the world."""
    squeeze = _squeeze(box)
    across = max((box.east - box.west) * squeeze, _NARROWEST)
    up = max(box.north - box.south, across * _HEIGHT / _WIDTH)
    across = max(across, up * _WIDTH / _HEIGHT) / squeeze
    middle = ((box.west + box.east) / 2, (box.south + box.north) / 2)
    sides = (middle[0] - across / 2, middle[1] - up / 2, middle[0] + across / 2, middle[1] + up / 2)
    return Box(max(sides[0], -180.0), max(sides[1], -85.0), min(sides[2], 180.0), min(sides[3], 85.0))


@dataclass(frozen=True)
class Cell:
    """Points of one cell of the grid: how many, their middle and their box, and the id of one of them."""

    count: int
    longitude: float
    latitude: float
    box: Box
    one: str


def cells_of(rows: QuerySet, box: Box, *, longitude: str = "longitude", latitude: str = "latitude") -> list[Cell]:
    """Points of a query inside the box, gathered by the database in one query; the busiest cells first."""
    inside = rows.filter(**box.holding(longitude, latitude)).order_by()
    found = inside.annotate(
        column=Floor((F(longitude) - box.west) * (_COLUMNS / (box.east - box.west))),
        line=Floor((F(latitude) - box.south) * (_LINES / (box.north - box.south))),
    ).values("column", "line")
    sums = found.annotate(
        count=Count("pk"),
        x=Avg(longitude),
        y=Avg(latitude),
        west=Min(longitude),
        south=Min(latitude),
        east=Max(longitude),
        north=Max(latitude),
        one=Min(Cast("pk", CharField())),
    )
    return [
        Cell(row["count"], row["x"], row["y"], Box(row["west"], row["south"], row["east"], row["north"]), row["one"])
        for row in sums.order_by("-count", "column", "line")
    ]


@dataclass(frozen=True)
class Mark:
    """A point, or a cluster with its count, that leads somewhere."""

    x: int
    y: int
    radius: int
    label: str
    url: str
    count: int = 1


@dataclass(frozen=True)
class Tile:
    """An image of a tile service, on the plane of the map."""

    url: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PointMap:
    """What `components/map.html` shows. `moves`: (label, sign, address) of the wider, narrower and shifted views."""

    width: int
    height: int
    shapes: list[Shape]
    marks: list[Mark]
    moves: list[tuple[str, str, str]]
    tiles: list[Tile] = field(default_factory=list)
    credit: str = ""


@dataclass(frozen=True)
class _Plane:
    """Degrees to the points of the drawing (plate carrée)."""

    box: Box

    def place(self, point) -> tuple[float, float]:
        box = self.box
        return (
            (point[0] - box.west) / (box.east - box.west) * _WIDTH,
            (box.north - point[1]) / (box.north - box.south) * _HEIGHT,
        )


_MOVES = (
    ("Agrandir", "+", lambda box: box.scaled(0.5)),
    ("Réduire", "−", lambda box: box.scaled(2)),
    ("Vers l’ouest", "←", lambda box: box.moved(-0.5, 0)),
    ("Vers le nord", "↑", lambda box: box.moved(0, 0.5)),
    ("Vers le sud", "↓", lambda box: box.moved(0, -0.5)),
    ("Vers l’est", "→", lambda box: box.moved(0.5, 0)),
)


def point_map(
    box: Box, cells: Iterable[Cell], *, communes, link: Callable[[Box], str], told: Mapping[str, tuple[str, str]]
) -> PointMap:
    """The map of a fitted box.

    communes  those that may be drawn, with their contour; far too many for the view: none is drawn
    link      the address of the page that shows another box
    told      (name, address) of the points alone in their cell, by id in plain text
    """
    plane = _Plane(box)
    moves = [(label, sign, link(fitted(move(box)))) for label, sign, move in _MOVES]
    tiles = _tiles(plane) if settings.MAP_TILES_URL else []
    marks = [_mark(cell, plane, link, told) for cell in cells]
    return PointMap(
        _WIDTH, _HEIGHT, _shapes(plane, communes), marks, moves, tiles, settings.MAP_CREDIT if tiles else ""
    )


def _middled(place: float, side: float) -> int:
    """A coordinate kept in the middle part of its cell, whose side is given."""
    start, edge = math.floor(place / side) * side, side * (1 - _MIDDLE) / 2
    return round(min(max(place, start + edge), start + side - edge))


def _mark(cell: Cell, plane: _Plane, link, told) -> Mark:
    across, down = plane.place((cell.longitude, cell.latitude))
    x, y = _middled(across, _WIDTH / _COLUMNS), _middled(down, _HEIGHT / _LINES)
    if cell.count == 1:
        label, url = told.get(cell.one.replace("-", ""), ("", ""))
        return Mark(x, y, 12, label, url)
    radius = min(14 + 2 * int(math.log2(cell.count)), 34)
    return Mark(x, y, radius, f"{cell.count} ici, agrandir", link(fitted(cell.box.scaled(1.3))), cell.count)


def _shapes(plane: _Plane, communes) -> list[Shape]:
    """Contours that meet the box; none when they would be too many and too small to be read."""
    shapes = []
    for one in communes:
        if not one.contour or not _meets(plane.box, one.contour):
            continue
        path = "".join(_path(plane, ring) for ring in _rings(one.contour))
        if path:
            shapes.append(Shape(one.insee, one.name, path))
    return shapes if len(shapes) <= _MOST_SHAPES else []


def _meets(box: Box, contour: dict) -> bool:
    around = Box.around([tuple(point[:2]) for ring in _rings(contour) for point in ring], margin=0)
    if around is None:
        return False
    beside = around.west > box.east or around.east < box.west
    return not (beside or around.south > box.north or around.north < box.south)


def _path(plane: _Plane, ring) -> str:
    """A ring on the drawing, without the points that fall where the last one did."""
    places: list[str] = []
    for point in ring:
        x, y = plane.place(point)
        place = f"{x:.0f} {y:.0f}"
        if not places or places[-1] != place:
            places.append(place)
    return f"M{'L'.join(places)}z" if len(places) > 2 else ""


def _tiles(plane: _Plane) -> list[Tile]:
    """Images of the tile service (Web Mercator) that cover the box, each put where its corners are."""
    box = plane.box
    zoom = min(18, max(3, math.floor(math.log2(360 * _WIDTH / 256 / (box.east - box.west)))))
    side = 2**zoom

    def line(latitude: float) -> float:
        return (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * side

    def latitude_of(row: int) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / side))))

    found = []
    for column in range(int((box.west + 180) / 360 * side), int((box.east + 180) / 360 * side) + 1):
        for row in range(int(line(box.north)), int(line(box.south)) + 1):
            left, top = plane.place((column / side * 360 - 180, latitude_of(row)))
            right, bottom = plane.place(((column + 1) / side * 360 - 180, latitude_of(row + 1)))
            url = settings.MAP_TILES_URL.format(z=zoom, x=column, y=row)
            found.append(Tile(url, round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1)))
    return found


def _rings(geometry: dict):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def box_of(communes) -> Box | None:
    """The box of the contours of communes, of their centres where no contour is known; None without either."""
    points = [point[:2] for one in communes if one.contour for ring in _rings(one.contour) for point in ring]
    points = points or [(one.longitude, one.latitude) for one in communes if one.longitude is not None]
    return Box.around(points)


def draw(communes) -> Map | None:
    """Contours on a plane (plate carrée at the mean latitude), scaled to the width; None when no contour is known."""
    known = [one for one in communes if one.contour]
    points = [point for one in known for ring in _rings(one.contour) for point in ring]
    box = Box.around([tuple(point[:2]) for point in points], margin=0)
    if box is None:
        return None
    squeeze = _squeeze(box)
    scale = _WIDTH / ((box.east - box.west) * squeeze)

    def place(point) -> str:
        return f"{(point[0] - box.west) * squeeze * scale:.0f} {(box.north - point[1]) * scale:.0f}"

    shapes = [
        Shape(one.insee, one.name, "".join(f"M{'L'.join(map(place, ring))}z" for ring in _rings(one.contour)))
        for one in known
    ]
    return Map(_WIDTH, math.ceil((box.north - box.south) * scale), shapes)
