"""Contrast of the colours we publish, measured with the formula of WCAG 2.2, and the style sheets' own promises."""

import re
from pathlib import Path

import pytest

from faitiere.lib.charts import stylesheet

CSS = Path(__file__).resolve().parent.parent / "faitiere" / "static" / "css"
SHEET = (CSS / "faitiere.css").read_text(encoding="utf-8")

TEXT_7 = [
    ("t-brand", "f-surface"),
    ("t-brand", "t-ground"),
    ("f-ink", "f-surface"),
    ("f-ink", "t-ground"),
    ("f-ink", "t-brand-soft"),
    ("f-on-brand", "t-brand"),
    ("f-on-brand", "f-brand-strong"),
    ("f-brand-strong", "t-brand-soft"),
]
TEXT_4_5 = [
    ("f-muted", "f-surface"),
    ("f-muted", "t-ground"),
    ("f-muted", "t-brand-soft"),
    ("t-brand", "t-brand-soft"),
    ("f-on-brand-muted", "t-brand"),
    ("f-ok", "f-ok-soft"),
    ("f-warn", "f-warn-soft"),
    ("f-stop", "f-stop-soft"),
    ("f-stop", "f-surface"),
    ("f-note", "f-note-soft"),
    ("f-intern", "f-intern-soft"),
    ("f-neutral", "f-neutral-soft"),
    ("f-neutral", "f-intern-soft"),
    ("f-neutral", "f-note-soft"),
    ("f-surface", "f-ink"),
]
GRAPHICS_3 = [
    ("t-accent", "f-surface"),
    ("t-accent", "t-ground"),
    ("f-line-strong", "f-surface"),
    ("f-line-strong", "t-ground"),
    ("d-heat", "f-surface"),
    ("d-mid", "f-surface"),
    ("d-water", "f-surface"),
    ("d-light", "f-surface"),
    ("d-for", "f-surface"),
    ("d-against", "f-surface"),
]


def channels(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))


def luminance(rgb: tuple[float, float, float]) -> float:
    """Relative luminance, WCAG 2.2 glossary."""
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def token(name: str):
    """A token of :root as red, green, blue; follows var() and color-mix(in srgb, colour n%, colour)."""
    return resolve(re.search(rf"--{name}:\s*([^;]+);", SHEET)[1].strip())


def resolve(value: str):
    if inner := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return token(inner[1])
    if mix := re.fullmatch(r"color-mix\(in srgb, (.+) (\d+)%, (.+)\)", value):
        share = int(mix[2]) / 100
        pair = zip(resolve(mix[1]), resolve(mix[3]), strict=True)
        return tuple(share * one + (1 - share) * other for one, other in pair)
    return channels(value)


def test_the_formula_gives_the_published_ratios():
    # black on white: WCAG 2.2, 1.4.3; #767676 on white: the lightest grey that passes, WebAIM
    assert ratio(channels("#000"), channels("#fff")) == pytest.approx(21)
    assert ratio(channels("#767676"), channels("#fff")) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize(("text", "ground"), TEXT_7)
def test_brand_and_ink_reach_seven(text, ground):
    assert ratio(token(text), token(ground)) >= 7


@pytest.mark.parametrize(("text", "ground"), TEXT_4_5)
def test_every_text_reaches_four_and_a_half(text, ground):
    assert ratio(token(text), token(ground)) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), GRAPHICS_3)
def test_every_mark_and_border_reaches_three(mark, ground):
    assert ratio(token(mark), token(ground)) >= 3


def test_the_charts_rules_served_are_those_the_charts_are_drawn_with():
    served = re.search(r"charts:begin[^\n]*\n(.*?)/\* charts:end", SHEET, re.DOTALL)[1]
    assert served.strip() == stylesheet().strip()


@pytest.mark.parametrize("name", ["faitiere.css", "desk.css", "portal.css"])
def test_the_style_sheets_fetch_nothing_elsewhere_and_fit_the_policy(name):
    css = (CSS / name).read_text(encoding="utf-8")
    for address in re.findall(r"url\(([^)]+)\)", css):
        assert address.startswith("../")
        assert (CSS / address).is_file()
    assert "@import" not in css
