"""What every chart is: two drawings, a title, a description and the table of its figures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from .drawing import FONT, Drawing

WIDE = 720
NARROW = 320
_IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart ready to be written.

    name         prefix of the ids inside the SVG: unique on a page, lower-case letters, digits and hyphens
    title        what is shown, one short line; it becomes <title> and the caption
    description  the figures in a sentence; it becomes <desc>, and the alternative text in a PDF
    columns      headings of the table
    rows         the same figures as text, first cell is the row's heading
    """

    name: str
    title: str
    description: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    wide: Drawing
    narrow: Drawing

    def __post_init__(self) -> None:
        if not _IDENTIFIER.fullmatch(self.name):
            raise ValueError(f"Nom de graphique {self.name!r} : minuscules, chiffres et tirets seulement.")

    def named(self, name: str) -> "Chart":
        """The same chart under another prefix, for a page that shows two of a kind."""
        return replace(self, name=name)

    @property
    def alt(self) -> str:
        """The alternative text: title then description."""
        return f"{self.title}. {self.description}"

    def svg(self, *, narrow: bool = False, standalone: bool = False, colours: Mapping[str, str] | None = None) -> str:
        """The drawing as one <svg> element.

        narrow      the 320-unit drawing instead of the 720-unit one
        standalone  colours and font as attributes, for a PDF or a file; otherwise classes only (strict CSP)
        colours     the territory's colours over ours, standalone only: {"t-brand": "#0d4f52"}
        """
        drawing = self.narrow if narrow else self.wide
        prefix = f"{self.name}-{'n' if narrow else 'w'}"
        size = f'viewBox="0 0 {drawing.width} {drawing.height:.0f}"'
        if standalone:
            size += f' width="{drawing.width}" height="{drawing.height:.0f}" font-family="{FONT}"'
        role = "group" if drawing.has_links and not standalone else "img"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="{role}" '
            f'aria-labelledby="{prefix}-t {prefix}-d">'
            f'<title id="{prefix}-t">{escape(self.title)}</title>'
            f'<desc id="{prefix}-d">{escape(self.description)}</desc>'
            f"{drawing.markup(inlined=standalone, colours=colours)}</svg>"
        )

    def table_html(self) -> str:
        """The figures as an HTML table, first column as row headings."""
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in self.columns)
        lines = "".join(
            f'<tr><th scope="row">{escape(first)}</th>'
            + "".join(f'<td class="text-end">{escape(cell)}</td>' for cell in cells)
            + "</tr>"
            for first, *cells in self.rows
        )
        return (
            f'<table class="table table-sm"><caption class="visually-hidden">{escape(self.title)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
        )

    def figure_html(self) -> str:
        """The whole figure for a page: caption, both drawings (CSS shows one), table one click away."""
        return (
            f'<figure class="f-chart"><figcaption>{escape(self.title)}</figcaption>'
            f'<div class="f-chart-wide">{self.svg()}</div>'
            f'<div class="f-chart-narrow">{self.svg(narrow=True)}</div>'
            f"<details><summary>Voir les chiffres en tableau</summary>{self.table_html()}</details></figure>"
        )
