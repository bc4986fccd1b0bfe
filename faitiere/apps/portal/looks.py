"""The look of a territory: contrast as WCAG 2.2 measures it, and the nearest colour that passes. Pure functions."""

import re
from dataclasses import dataclass

from .oklch import apart, colour_at, lch_of

WHITE, INK, MUTED = "#ffffff", "#201a2b", "#5a5266"
TEXT, MARK = 4.5, 3.0
# What the house asks beyond WCAG (design.md, chapter 3): the brand on white, the ink on grounds.
BRAND, GROUND = 7.0, 12.0
# « Bleu France » of the design system of the State, kept for its services (Système de design de l'État, couleurs).
STATE_BLUE = "#000091"
_HUES_APART, _SIMILAR_LIGHTNESS = 25, 0.2
# Below this chroma a colour is a grey: its hue is not seen.
_GREY = 0.04
FIELDS = ("brand", "brand_soft", "accent", "ground")


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2 glossary."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colour_of(typed: str) -> str:
    """ "#4b2a7b" from what was typed; ValueError with a French sentence when it is not a colour."""
    found = re.fullmatch(r"#?([0-9a-fA-F]{6})", typed.strip())
    if not found:
        raise ValueError("Écrivez la couleur comme #4b2a7b : un dièse et six chiffres ou lettres de a à f.")
    return f"#{found[1].lower()}"


def nearest(colour: str, pairs: list[tuple[str, float]], *, darker: bool) -> str:
    """The same hue and chroma, darker or lighter by hundredths, until it has the ratio wanted with each colour."""
    lightness, chroma, hue = lch_of(colour)
    tried = colour
    for step in range(101):
        tried = colour if not step else colour_at(lightness + (-step if darker else step) / 100, chroma, hue)
        if all(ratio(tried, other) >= wanted for other, wanted in pairs):
            return tried
    return tried


def is_like_the_state(colour: str) -> bool:
    """Whether a brand would be taken for the blue of the State's sites (design.md, chapter 3)."""
    (light, vivid, hue), (blue_light, _, blue_hue) = lch_of(colour), lch_of(STATE_BLUE)
    return vivid >= _GREY and apart(hue, blue_hue) < _HUES_APART and abs(light - blue_light) <= _SIMILAR_LIGHTNESS


def _out_of_the_blue(colour: str) -> str:
    """The nearest hue that is not the State's, at the same lightness and chroma."""
    lightness, chroma, hue = lch_of(colour)
    blue = lch_of(STATE_BLUE)[2]
    side = 1 if (hue - blue + 180) % 360 >= 180 else -1
    # A colour written on 8 bits a channel is up to a degree beside: another one is taken until it is far enough.
    for more in range(1, 30):
        tried = colour_at(lightness, chroma, blue + side * (_HUES_APART + more))
        if not is_like_the_state(tried):
            return tried
    return tried


@dataclass(frozen=True)
class Measure:
    """A pair of colours people read, or see, together."""

    what: str
    field: str
    front: str
    back: str
    wanted: float

    @property
    def ratio(self) -> float:
        return ratio(self.front, self.back)

    @property
    def passes(self) -> bool:
        return self.ratio >= self.wanted


def measures(look: dict[str, str]) -> list[Measure]:
    """Every pair the portal shows with these four colours."""
    brand, soft, accent, ground = (look[name] for name in FIELDS)
    return [
        Measure("Liens et boutons sur blanc", "brand", brand, WHITE, BRAND),
        Measure("Liens sur le fond de la page", "brand", brand, ground, TEXT),
        Measure("Liens sur la couleur claire", "brand", brand, soft, TEXT),
        Measure("Texte sur le fond", "ground", INK, ground, GROUND),
        Measure("Texte secondaire sur le fond", "ground", MUTED, ground, TEXT),
        Measure("Texte sur la couleur claire", "brand_soft", INK, soft, GROUND),
        Measure("Texte secondaire sur la couleur claire", "brand_soft", MUTED, soft, TEXT),
        Measure("Repères sur blanc", "accent", accent, WHITE, MARK),
        Measure("Repères sur le fond de la page", "accent", accent, ground, MARK),
    ]


def refusals(look: dict[str, str]) -> dict[str, str]:
    """Field → what is wrong and the nearest colour that passes; empty when the look may be kept."""
    told = {}
    for name in ("ground", "brand_soft", "brand", "accent"):
        pairs = [one for one in measures(look) if one.field == name]
        lighter = name in {"ground", "brand_soft"}
        wanted = [(one.front if lighter else one.back, one.wanted) for one in pairs]
        if name == "brand" and is_like_the_state(look[name]):
            better = nearest(_out_of_the_blue(look[name]), wanted, darker=True)
            told[name] = (
                f"Ce bleu est trop proche de celui des sites de l’État, qui lui est réservé. {_such_as(better)}"
            )
            continue
        worst = min(pairs, key=lambda one: one.ratio / one.wanted)
        if not worst.passes:
            better = nearest(look[name], wanted, darker=not lighter)
            told[name] = (
                f"{worst.what} : contraste de {_fr(worst.ratio)} pour 1, il en faut {_fr(worst.wanted)}. "
                f"{_such_as(better, 'plus claire' if lighter else 'plus foncée')}"
            )
    return told


def _such_as(colour: str, how: str = "") -> str:
    return f"Prenez une couleur {how}, par exemple {colour}." if how else f"Prenez par exemple {colour}."


def _fr(value: float) -> str:
    """Rounded down: 4.49 never reads 4,5."""
    return f"{int(value * 10) / 10:.1f}".replace(".", ",").removesuffix(",0")
