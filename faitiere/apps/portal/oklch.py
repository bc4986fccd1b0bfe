"""Colours in OKLCH, where a lightness, a chroma and a hue mean what eyes see. Pure functions.

Formulas and matrices: B. Ottosson, "A perceptual color space for image processing", 2020; CSS Color 4, chapter 9.
"""

import math

type Lch = tuple[float, float, float]


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _curved(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def lch_of(colour: str) -> Lch:
    """Lightness 0 to 1, chroma, hue in degrees of "#4b2a7b"."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _channels(lightness: float, chroma: float, hue: float) -> list[float]:
    """Linear red, green and blue, out of 0 to 1 when no screen shows the colour."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return [
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    ]


def colour_at(lightness: float, chroma: float, hue: float) -> str:
    """The colour of a screen there; of the same lightness and hue and less chroma when none is so vivid."""
    lightness = min(max(lightness, 0.0), 1.0)
    kept = chroma
    while kept > 0 and not all(-0.0005 <= one <= 1.0005 for one in _channels(lightness, kept, hue)):
        kept = max(kept - 0.002, 0.0)
    channels = _channels(lightness, kept, hue)
    return "#" + "".join(f"{round(_curved(min(max(one, 0.0), 1.0)) * 255):02x}" for one in channels)


def apart(one: float, other: float) -> float:
    """Degrees between two hues, 0 to 180."""
    return abs((one - other + 180) % 360 - 180)
