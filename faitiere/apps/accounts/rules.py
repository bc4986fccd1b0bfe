"""Lists of colleagues typed or pasted: pure reading, nothing is looked up here."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST = 200
COLUMNS = ("Prénom", "Nom", "Adresse e-mail", "Rôle", "Structure")
_SEPARATORS = ("\t", ";", ",")


@dataclass
class Line:
    """A line of the list: what was typed, and what is wrong with it. `held`: the role is held already."""

    number: int
    first_name: str
    last_name: str
    email: str
    role: str
    organisation: str
    errors: list[str] = field(default_factory=list)
    held: bool = False


def read_list(text: str) -> list[Line]:
    """Lines of a pasted list or a CSV: tab, semicolon or comma; a first line of titles is left out, empty ones too."""
    rows = [(number, row) for number, row in enumerate(text.splitlines(), 1) if row.strip(" \t;,")]
    if rows and "@" not in rows[0][1] and "mail" in rows[0][1].lower():
        rows = rows[1:]
    return [_line(number, row) for number, row in rows]


def _line(number: int, row: str) -> Line:
    separator = next((one for one in _SEPARATORS if one in row), ";")
    cells = [cell.strip() for cell in next(csv.reader([row], delimiter=separator))][: len(COLUMNS)]
    cells += [""] * (len(COLUMNS) - len(cells))
    return Line(number, *cells)


def twice(lines: list[Line]) -> Iterator[tuple[Line, int]]:
    """Lines whose address was written above, with the number of the first one."""
    first: dict[str, int] = {}
    for line in lines:
        key = line.email.lower()
        if key and key in first:
            yield line, first[key]
        first.setdefault(key, line.number)
