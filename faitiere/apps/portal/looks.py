"""The look of a territory: contrast as WCAG 2.2 measures it, and the nearest colour that passes. Pure functions."""

import colorsys
import re
from dataclasses import dataclass

WHITE, INK, MUTED = "#ffffff", "#201a2b", "#5a5266"
TEXT, MARK = 4.5, 3.0
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


def nearest(colour: str, grounds: list[str], wanted: float, *, darker: bool) -> str:
    """The same hue, darker or lighter by hundredths, until it passes on every ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(colour))
    tried = colour
    for step in range(101):
        there = lightness - step / 100 if darker else lightness + step / 100
        tried = "#" + "".join(
            f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(hue, min(max(there, 0), 1), saturation)
        )
        if all(ratio(tried, ground) >= wanted for ground in grounds):
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
        Measure("Liens et boutons sur blanc", "brand", brand, WHITE, TEXT),
        Measure("Liens sur le fond de la page", "brand", brand, ground, TEXT),
        Measure("Liens sur la couleur claire", "brand", brand, soft, TEXT),
        Measure("Texte secondaire sur le fond", "ground", MUTED, ground, TEXT),
        Measure("Texte secondaire sur la couleur claire", "brand_soft", MUTED, soft, TEXT),
        Measure("Repères sur blanc", "accent", accent, WHITE, MARK),
        Measure("Repères sur le fond de la page", "accent", accent, ground, MARK),
    ]


def refusals(look: dict[str, str]) -> dict[str, str]:
    """Field → what is wrong and the nearest colour that passes; empty when the look may be kept."""
    told = {}
    for name in ("ground", "brand_soft", "brand", "accent"):
        pairs = [one for one in measures(look) if one.field == name]
        worst = min(pairs, key=lambda one: one.ratio / one.wanted)
        if worst.passes:
            continue
        lighter = name in {"ground", "brand_soft"}
        others = [one.front if lighter else one.back for one in pairs]
        better = nearest(look[name], others, worst.wanted, darker=not lighter)
        told[name] = (
            f"{worst.what} : contraste de {_fr(worst.ratio)} pour 1, il en faut {_fr(worst.wanted)}. "
            f"Prenez une couleur plus {'claire' if lighter else 'foncée'}, par exemple {better}."
        )
    return told


def _fr(value: float) -> str:
    """Rounded down: 4.49 never reads 4,5."""
    return f"{int(value * 10) / 10:.1f}".replace(".", ",").removesuffix(",0")
