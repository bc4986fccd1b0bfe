"""The fonts a territory may choose for its public pages: files of ours, never another host's."""

from django.templatetags.static import static

from .enums import PortalFont

# Choice → family, name of its files, what comes after in the stack. The first is in the main style sheet already.
_FILES = {
    PortalFont.SOURCE_SANS: ("Source Sans 3", "source-sans-3", "system-ui, sans-serif"),
    PortalFont.LORA: ("Lora", "lora", "Georgia, serif"),
}
_SYSTEM = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'
_RANGES = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, "
    "U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, "
    "U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113",
}


def preloaded(font: str) -> str:
    """The file a public page asks for first; empty when the device's own fonts are used."""
    if font == PortalFont.SYSTEM:
        return ""
    name = _FILES[font][1] if font in _FILES else "atkinson-hyperlegible-next"
    return f"fonts/{name}-latin-wght-normal.woff2"


def font_rules(font: str) -> str:
    """The style of the public pages; empty for the font everything has already."""
    if font == PortalFont.SYSTEM:
        return f".f-public{{font-family:{_SYSTEM}}}"
    if font not in _FILES:
        return ""
    family, name, after = _FILES[font]
    faces = "".join(
        f'@font-face{{font-family:"{family}";font-style:normal;font-weight:200 900;font-display:swap;'
        f'src:url({static(f"fonts/{name}-{part}-wght-normal.woff2")}) format("woff2");unicode-range:{covers}}}'
        for part, covers in _RANGES.items()
    )
    return f'{faces}.f-public{{font-family:"{family}",{after}}}'
