"""A drawing is a list of marks; written with classes for a page, or with plain attributes for a PDF."""

from collections.abc import Callable, Mapping
from html import escape

from .palette import attributes

FONT = "Atkinson Hyperlegible Next"
TEXT = 16
SMALL = 15
Point = tuple[float, float]


def _figure(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def _pairs(given: Mapping[str, object]) -> str:
    return "".join(f' {name}="{escape(_figure(value))}"' for name, value in given.items())


class Drawing:
    """Marks on a canvas `width` units wide; its height grows with `down_to`."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.height = 0.0
        self.has_links = False
        self._marks: list[tuple[str, str, dict[str, object], str]] = []

    def down_to(self, height: float) -> None:
        """Make the canvas at least this high."""
        self.height = max(self.height, height)

    def text(self, at: Point, content: str, *, size: int = TEXT, anchor: str = "start", look: str = "t-n") -> None:
        """A line of text on its baseline; 15 units is the smallest size of the charts."""
        where: dict[str, object] = {"x": float(at[0]), "y": float(at[1]), "font-size": size, "text-anchor": anchor}
        self._marks.append(("text", look, where, content))

    def rect(self, at: Point, size: Point, look: str, *, radius: float = 0) -> None:
        """A rectangle; a negative or null size is drawn as nothing."""
        if size[0] <= 0 or size[1] <= 0:
            return
        box: dict[str, object] = {
            "x": float(at[0]),
            "y": float(at[1]),
            "width": float(size[0]),
            "height": float(size[1]),
        }
        self._marks.append(("rect", look, box | ({"rx": radius} if radius else {}), ""))

    def line(self, start: Point, end: Point, look: str) -> None:
        """A straight line."""
        ends: dict[str, object] = {
            "x1": float(start[0]),
            "y1": float(start[1]),
            "x2": float(end[0]),
            "y2": float(end[1]),
        }
        self._marks.append(("line", look, ends, ""))

    def path(self, commands: str, look: str) -> None:
        """A path in SVG commands."""
        self._marks.append(("path", look, {"d": commands}, ""))

    def circle(self, centre: Point, radius: float, look: str) -> None:
        """A disc."""
        self._marks.append(("circle", look, {"cx": float(centre[0]), "cy": float(centre[1]), "r": radius}, ""))

    def links(self, href: str, label: str, marks: Callable[[], None], **attributes: str) -> None:
        """What `marks` draws, inside a link; on a page only, a file or a PDF keeps the marks alone."""
        self.has_links = True
        opening: dict[str, object] = {"href": href, "aria-label": label}
        opening |= {f"data-{name}": value for name, value in attributes.items()}
        self._marks.append(("<a", "", opening, ""))
        marks()
        self._marks.append(("</a", "", {}, ""))

    def markup(self, *, inlined: bool, colours: Mapping[str, str] | None = None) -> str:
        """The marks as SVG elements."""
        written = []
        for tag, look, given, content in self._marks:
            if tag in ("<a", "</a"):
                written.append("" if inlined else f"{tag}{_pairs(given)}>")
                continue
            looks = attributes(look, colours) if inlined else {"class": look}
            pairs = _pairs({**looks, **given})
            written.append(f"<{tag}{pairs}>{escape(content)}</{tag}>" if content else f"<{tag}{pairs}/>")
        return "".join(written)
