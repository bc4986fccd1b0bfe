"""A syndic's list as rows of text: CSV or XLSX, whatever its separator and encoding. Pure."""

import csv
import io
import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from .rules import Refused

MAX_ROWS = 2000
MAX_COLUMNS = 60
_MAX_UNZIPPED = 40 * 1024 * 1024
_CSV_HELP = "Enregistrez le tableau en CSV ou en XLSX depuis le logiciel du syndic, puis déposez-le."


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as text, `first_line` the number of the first one in the file; faults met while reading."""

    rows: list[list[str]]
    faults: list[tuple[int, str]]


def read_table(content: bytes) -> Table:
    """Rows of a CSV or XLSX file. Raises `Refused` with a French sentence when it is neither, or too long."""
    table = _from_xlsx(content) if content.startswith(b"PK") else _from_csv(content)
    if len(table.rows) > MAX_ROWS:
        raise Refused(f"Ce tableau a plus de {MAX_ROWS} lignes : gardez la seule feuille utile.")
    if not any(any(row) for row in table.rows):
        raise Refused(f"Ce tableau est vide. {_CSV_HELP}")
    return table


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(f"Ce fichier n'est pas un tableau lisible. {_CSV_HELP}")


def _from_csv(content: bytes) -> Table:
    if b"\x00" in content:
        raise Refused(f"Ce fichier n'est pas un tableau lisible. {_CSV_HELP}")
    text = _decoded(content)
    head = text.split("\n", 1)[0]
    separator = max(";,\t", key=head.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        rows = [[cell.strip() for cell in line[:MAX_COLUMNS]] for line in lines]
    except csv.Error:
        raise Refused(f"Ce fichier n'est pas un tableau lisible. {_CSV_HELP}") from None
    return Table(rows, [])


def _from_xlsx(content: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNZIPPED:
                raise Refused("Ce classeur est trop lourd une fois ouvert. Gardez la seule feuille utile.")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, ParseError, OSError):
        raise Refused(f"Ce classeur est abîmé, ou n'est pas un fichier XLSX. {_CSV_HELP}") from None
    faults = [
        (area.min_row, f"Les cellules {area.coord} sont fusionnées : défusionnez-les et remplissez chaque ligne.")
        for area in sheet.merged_cells.ranges
    ]
    rows = []
    for number, line in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, max_row=MAX_ROWS + 1), 1):
        rows.append([_cell(cell) for cell in line])
        faults += [
            (number, f"La cellule {cell.coordinate} contient une formule : remplacez-la par sa valeur.")
            for cell in line
            if cell.data_type == "f"
        ]
    while rows and not any(rows[-1]):
        rows.pop()
    return Table(rows, sorted(faults))


def _cell(cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
