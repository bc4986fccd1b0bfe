"""Colours of the charts: one table says what each class of a drawing looks like.

On a page the drawings carry classes only and `stylesheet()` is served with the site's CSS, through the
tokens of the territory's theme. Inside a PDF there is no such CSS: `attributes()` gives the same look as SVG
attributes. Data and status colours never change with the territory: a chart means the same everywhere.
"""

from collections.abc import Mapping

TOKENS: Mapping[str, str] = {
    "t-brand": "#4b2a7b",
    "t-brand-soft": "#f0eaf8",
    "t-accent": "#c4502a",
    "f-brand-line": "#c9b8e2",
    "f-ink": "#201a2b",
    "f-muted": "#5a5266",
    "f-surface": "#ffffff",
    "f-line": "#dcd6e4",
    "f-line-strong": "#827790",
    "d-heat": "#9c3a1c",
    "d-water": "#3472a8",
    "d-common": "#e6b93f",
    "d-cool": "#7fb7c9",
    "d-light": "#8a7aa8",
    "d-rest": "#b9b2c4",
    "d-for": "#4b2a7b",
    "d-against": "#9c3a1c",
}

OFFICIAL_RAMP: Mapping[str, str] = {
    "A": "#00a06d",
    "B": "#52b153",
    "C": "#a5cc74",
    "D": "#f4e70f",
    "E": "#f0b40f",
    "F": "#eb8235",
    "G": "#d7221f",
}

_OUTLINE = {"stroke": "f-line-strong", "stroke-width": "1"}

CLASSES: Mapping[str, Mapping[str, str]] = {
    "t-n": {"fill": "f-ink"},
    "t-m": {"fill": "f-muted"},
    "t-b": {"fill": "f-ink", "font-weight": "700"},
    "t-w": {"fill": "f-surface", "font-weight": "700"},
    "axis": {"stroke": "f-ink", "stroke-width": "1.5"},
    "grid": {"stroke": "f-line", "stroke-width": "1"},
    "s-dash": {"fill": "none", "stroke": "f-ink", "stroke-width": "2", "stroke-dasharray": "5 3"},
    "s-mark": {"stroke": "f-ink", "stroke-width": "3"},
    "c-heat": {"fill": "d-heat"},
    "c-mid": {"fill": "#a87560"},
    "c-water": {"fill": "d-water"},
    "c-common": {"fill": "d-common", "stroke": "f-ink", "stroke-width": "1.25"},
    "c-cool": {"fill": "d-cool", **_OUTLINE},
    "c-light": {"fill": "d-light"},
    "c-dot": {"fill": "d-rest", **_OUTLINE},
    "s-dots": {"fill": "none", "stroke": "d-rest", "stroke-width": "3.5", "stroke-linecap": "round"},
    "s-front": {"fill": "none", "stroke": "t-brand", "stroke-width": "3"},
    "s-lead": {"stroke": "f-ink", "stroke-width": "1.5"},
    "c-disc": {"fill": "f-surface", "stroke": "f-ink", "stroke-width": "2"},
    "c-brand": {"fill": "t-brand"},
    "c-soft": {"fill": "t-brand-soft", "stroke": "t-brand", "stroke-width": "2"},
    "c-neg": {"fill": "f-surface", "stroke": "d-heat", "stroke-width": "2"},
    "c-before": {"fill": "f-surface", "stroke": "f-line-strong", "stroke-width": "2"},
    "c-track": {"fill": "f-line"},
    "c-rng": {"fill": "f-brand-line", "stroke": "t-brand", "stroke-width": "1.5"},
    "c-ink": {"fill": "f-ink"},
    "s-case": {"fill": "none", "stroke": "f-ink", "stroke-width": "3"},
    "h-air": {"fill": "f-surface", "stroke": "f-line-strong", "stroke-width": "1.5"},
    "h-soil": {"fill": "f-line-strong"},
    "h-glass": {"fill": "#e5f0f9", "stroke": "f-line-strong", "stroke-width": "1.5"},
    "c-white": {"fill": "f-surface"},
    "c-for": {"fill": "d-for"},
    "c-against": {"fill": "d-against", "stroke": "f-surface", "stroke-width": "2"},
    "c-abstain": {"fill": "#cfc9d8", **_OUTLINE},
    "c-absent": {"fill": "#f0eef4", **_OUTLINE},
} | {f"dpe-{letter.lower()}": {"fill": colour} for letter, colour in OFFICIAL_RAMP.items()}

_FIGURE_RULES = """\
.f-chart{container-type:inline-size}
.f-chart svg{display:block;width:100%;height:auto}
.f-chart svg text{font-variant-numeric:tabular-nums}
.f-chart-narrow{display:none;max-width:26rem}
@container (max-width:39.99rem){.f-chart-wide{display:none}.f-chart-narrow{display:block}}
"""


def attributes(css_class: str, colours: Mapping[str, str] | None = None) -> dict[str, str]:
    """SVG attributes equal to the class, with the territory's `colours` (token name → #rrggbb) over ours."""
    tokens = {**TOKENS, **(colours or {})}
    return {name: tokens.get(value, value) for name, value in CLASSES[css_class].items()}


def stylesheet() -> str:
    """The CSS the site serves for the drawings and their figures; tokens become custom properties."""
    rules = []
    for css_class, properties in CLASSES.items():
        body = ";".join(
            f"{name}:{f'var(--{value})' if value in TOKENS else value}" for name, value in properties.items()
        )
        rules.append(f"svg .{css_class}{{{body}}}")
    return "\n".join(rules) + "\n" + _FIGURE_RULES
