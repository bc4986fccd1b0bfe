"""Pictures of the demonstration's portal, drawn here: nobody's photo, nobody's rights."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

_SIZE = (1200, 675)
_SKY, _SOIL, _WALL, _ROOF, _WOOL, _DARK, _GLASS = (
    "#dfe9f2",
    "#8a9a6b",
    "#f1dcc6",
    "#b4552f",
    "#f0c65a",
    "#4a2a1c",
    "#9cc3dc",
)


def _house(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 560, 1200, 675), fill=_SOIL)
    pen.rectangle((330, 320, 870, 560), fill=_WALL)
    pen.polygon([(280, 330), (600, 120), (920, 330)], fill=_ROOF)
    for left in (390, 700):
        pen.rectangle((left, 390, left + 110, 500), fill=_GLASS, outline=_DARK, width=5)


def _attic(pen: ImageDraw.ImageDraw) -> None:
    """A roof opened to show its insulation."""
    _house(pen)
    pen.polygon([(340, 322), (600, 152), (860, 322)], fill="#fbf3ea")
    for left in range(350, 850, 50):
        pen.ellipse((left, 285, left + 56, 335), fill=_WOOL)


def _wall(pen: ImageDraw.ImageDraw) -> None:
    """A wall with its layers, from the inside to the render."""
    for rank, colour in enumerate(("#d9b48f", "#d9b48f", _WOOL, _WOOL, "#f7efe6")):
        pen.rectangle((180 + rank * 170, 90, 340 + rank * 170, 590), fill=colour, outline=_DARK, width=4)
    for top in range(90, 590, 100):
        pen.line((180, top, 510, top), fill=_DARK, width=3)


def _building(pen: ImageDraw.ImageDraw) -> None:
    """A building of four floors."""
    pen.rectangle((0, 590, 1200, 675), fill=_SOIL)
    pen.rectangle((340, 70, 860, 590), fill=_WALL, outline=_DARK, width=5)
    for top in range(110, 540, 115):
        for left in range(390, 800, 115):
            pen.rectangle((left, top, left + 70, top + 70), fill=_GLASS, outline=_DARK, width=4)


_DRAWINGS = {"combles": _attic, "mur": _wall, "immeuble": _building}


def drawing(name: str) -> SimpleUploadedFile:
    """A picture by its name, as a PNG."""
    picture = Image.new("RGB", _SIZE, _SKY)
    _DRAWINGS[name](ImageDraw.Draw(picture))
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return SimpleUploadedFile(f"{name}.png", out.getvalue(), content_type="image/png")
