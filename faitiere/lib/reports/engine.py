"""Renders a packaged typst template to tagged PDF (PDF/A-2a and PDF/UA-1)."""

import json
import re
import threading
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import typst

from .coverage import FONTS, printable, tidied

_TEMPLATES = Path(__file__).parent / "templates"
_STANDARDS: Any = ["a-2a", "ua-1"]
_NAME = re.compile(r"[a-z][a-z_]*")
_SVG = "{http://www.w3.org/2000/svg}"
_lock = threading.Lock()  # a typst.Compiler serves one call at a time


class ReportError(ValueError):
    """The document cannot be made from what was given; the message says what is missing."""


def render(template: str, data: Mapping[str, Any], *, charts: Mapping[str, str] | None = None) -> bytes:
    """The PDF of `template` filled with `data`.

    template  name of a packaged template, without ".typ"
    data      JSON values; text is printed as text, never read as markup
    charts    standalone SVG by name; their <title> and <desc> become the alternative text

    Raises ReportError when the template or a datum is missing, or when a chart has no title or description.
    """
    pictures = {name: {"svg": svg, "alt": _alternative(name, svg)} for name, svg in (charts or {}).items()}
    cleaned = _each_text(dict(data), tidied)
    compiler = _compiler(template)
    try:
        return _compile(compiler, cleaned, pictures)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise ReportError(f"Le document « {template} » n'a pas pu être fabriqué : {error}") from error
    return _compile(compiler, _each_text(cleaned, printable), pictures)


def _compile(compiler: typst.Compiler, data: Any, pictures: Mapping[str, Any]) -> bytes:
    inputs = {"data": json.dumps({"data": data, "charts": pictures}, allow_nan=False)}
    with _lock:
        return cast(bytes, compiler.compile(sys_inputs=inputs, format="pdf", pdf_standards=_STANDARDS))


@cache
def _compiler(template: str) -> typst.Compiler:
    path = _TEMPLATES / f"{template}.typ"
    if not _NAME.fullmatch(template) or not path.is_file():
        raise ReportError(f"Le modèle de document « {template} » n'existe pas.")
    return typst.Compiler(input=str(path), root=str(_TEMPLATES), font_paths=[str(FONTS)], ignore_system_fonts=True)


def _alternative(name: str, svg: str) -> str:
    """Title and description of an SVG we drew."""
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise ReportError(f"Le graphique « {name} » n'est pas un SVG lisible.") from error
    texts = [(root.findtext(f"{_SVG}{tag}") or "").strip() for tag in ("title", "desc")]
    if not all(texts):
        raise ReportError(f"Le graphique « {name} » n'a pas de texte de remplacement (title et desc).")
    return f"{texts[0]}. {texts[1]}"


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """`value` with every text inside it changed; keys are left alone."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each_text(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return value
