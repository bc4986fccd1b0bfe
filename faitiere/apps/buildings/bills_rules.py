"""From the rows of a table to energy bills, or to faults named line by line. Pure but for the day's units."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from faitiere.engines import bills as engine
from faitiere.lib.form_fields import decimal_of
from faitiere.lib.text import search_key

from .enums import BillEnergy, BillUse
from .lots_rules import Fault
from .lots_table import Table

SEASON_MONTH = 7
FIRST_YEAR = 1990
YEAR_DAYS = 365
_MOST_QUANTITY, _MOST_EUROS = 100_000_000, 10_000_000
_HEADERS = {
    "year": {"ANNEE", "SAISON", "PERIODE", "ANNEE OU SAISON", "EXERCICE"},
    "use": {"USAGE", "POSTE"},
    "energy": {"ENERGIE", "COMBUSTIBLE"},
    "quantity": {"QUANTITE", "CONSOMMATION", "VOLUME"},
    "unit": {"UNITE"},
    "euros": {"MONTANT", "EUROS", "MONTANT TTC", "COUT", "MONTANT EN EUROS", "PRIX"},
    "source": {"SOURCE", "FACTURE", "REMARQUE", "PIECE"},
}
_NEEDED = {"year": "Année", "use": "Usage", "energy": "Énergie", "quantity": "Quantité", "euros": "Montant"}
_USES = {
    BillUse.HEAT_AND_WATER: ("CHAUFFAGE ET EAU", "CHAUFFAGE ECS", "CHAUFFAGE EAU"),
    BillUse.HEAT: ("CHAUFFAGE",),
    BillUse.WATER: ("EAU CHAUDE", "ECS"),
    BillUse.COMMON: ("COMMUN", "PARTIES COMMUNES", "ELECTRICITE DES PARTIES COMMUNES", "ELECTRICITE COMMUNE"),
}
_ENERGIES = {
    BillEnergy.GAS: ("GAZ",),
    BillEnergy.DISTRICT: ("RESEAU", "CHAUFFAGE URBAIN"),
    BillEnergy.ELECTRICITY: ("ELEC",),
    BillEnergy.OIL: ("FIOUL", "FUEL", "MAZOUT"),
    BillEnergy.PROPANE: ("PROPANE",),
    BillEnergy.PELLETS: ("GRANULE", "PELLET"),
    BillEnergy.LOGS: ("BUCHE", "BOIS"),
}


@dataclass(frozen=True, slots=True)
class BillLine:
    """One bill as the table says; `starts_on` is the first day of its year or season."""

    line: int
    starts_on: dt.date
    label: str
    use: str
    energy: str
    quantity: Decimal
    unit: str
    cents: int
    source: str


@dataclass(slots=True)
class BillsPlan:
    """What the table would add; nothing may be written while `faults` is not empty."""

    lines: list[BillLine] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def season_start(label: str, *, today: dt.date) -> dt.date | None:
    """ "2019" → 1 January 2019, "2018-2019" → 1 July 2018; None for anything else, or a year to come."""
    first, dash, second = label.partition("-")
    if not (first.isascii() and first.isdigit()) or not FIRST_YEAR <= int(first) <= today.year:
        return None
    if not dash:
        return dt.date(int(first), 1, 1)
    return dt.date(int(first), SEASON_MONTH, 1) if second == str(int(first) + 1) else None


def season_label(starts_on: dt.date) -> str:
    """ "2019" for a calendar year, "2018-2019" for a season."""
    year = starts_on.year
    return str(year) if starts_on.month == 1 else f"{year}-{year + 1}"


def overlap(one: dt.date, other: dt.date) -> bool:
    """Two different years that share some days: a bill would count twice."""
    return one != other and abs((one - other).days) < YEAR_DAYS


def plan(table: Table, *, known: Collection[dt.date], today: dt.date) -> BillsPlan:
    """Bills of a table. `known`: first days of the years already entered, which none of these may overlap."""
    found = BillsPlan(faults=[Fault(line, message) for line, message in table.faults])
    top = next((rank for rank, row in enumerate(table.rows) if "year" in _columns(row)), None)
    if top is None:
        found.faults.append(Fault(0, "Aucune colonne « Année » : donnez ce titre à la colonne des années."))
        return found
    columns = _columns(table.rows[top])
    if missing := [words for name, words in _NEEDED.items() if name not in columns]:
        found.faults.append(Fault(top + 1, f"Il manque ces colonnes : {', '.join(missing)}."))
        return found
    for rank, row in enumerate(table.rows[top + 1 :], top + 2):
        if any(row) and not any(search_key(cell).startswith("TOTAL") for cell in row):
            _read(found, _Row(rank, row, columns), today=today)
    _check(found, known)
    return found


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Field → place of its column; the first one of a name wins."""
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        words = search_key(title.replace("€", " ").replace("(", " ").replace(")", " "))
        for name, accepted in _HEADERS.items():
            if words in accepted:
                places.setdefault(name, place)
    return places


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Sequence[str]
    columns: dict[str, int]

    def text(self, name: str) -> str:
        place = self.columns.get(name)
        return self.cells[place].strip()[:120] if place is not None and place < len(self.cells) else ""


def _read(found: BillsPlan, row: _Row, *, today: dt.date) -> None:
    """One line: its bill, or all that is wrong with it."""
    year = row.text("year").replace(" ", "").replace("–", "-").replace("/", "-")
    start = season_start(year, today=today)
    use, energy = _choice(row.text("use"), _USES), _choice(row.text("energy"), _ENERGIES)
    quantity, euros = _amount(row.text("quantity"), _MOST_QUANTITY), _amount(row.text("euros"), _MOST_EUROS)
    units = engine.units_of(engine.Energy(energy), on=today) if energy else []
    unit = _unit(row.text("unit"), units)
    wrong = [
        (start is None, f"« {row.text('year')} » n'est ni une année passée (2019) ni une saison (2018-2019)."),
        (not use, f"L'usage « {row.text('use')} » n'est pas connu : {_listed(BillUse)}."),
        (not energy, f"L'énergie « {row.text('energy')} » n'est pas connue : {_listed(BillEnergy)}."),
        (quantity is None, f"La quantité « {row.text('quantity')} » n'est pas un nombre positif."),
        (euros is None, f"Le montant « {row.text('euros')} » n'est pas un nombre d'euros positif."),
        (bool(energy) and not unit, f"« {row.text('unit')} » : cette énergie se compte en {', '.join(units)}."),
    ]
    faults = [Fault(row.line, message) for applies, message in wrong if applies]
    found.faults += faults
    if faults or start is None or quantity is None or euros is None:
        return
    cents = int((euros * 100).quantize(Decimal(1)))
    line = BillLine(row.line, start, season_label(start), use, energy, quantity, unit, cents, row.text("source"))
    found.lines.append(line)


def _listed(choices) -> str:
    return ", ".join(label.lower() for label in choices.labels)


def _choice(text: str, choices: dict) -> str:
    """The choice whose words begin the text; the longest words are listed first."""
    words = search_key(text)
    return next((key for key, names in choices.items() if words and any(words.startswith(one) for one in names)), "")


def _amount(text: str, most: int) -> Decimal | None:
    value = decimal_of(text) if text else None
    return value if value is not None and 0 <= value <= most else None


def _unit(text: str, units: Sequence[str]) -> str:
    """The unit as the table of energies writes it; the only one when the cell is empty."""
    if not text:
        return units[0] if len(units) == 1 else ""
    return next((unit for unit in units if search_key(unit) == search_key(text)), "")


def _check(found: BillsPlan, known: Collection[dt.date]) -> None:
    """What only the whole table shows: the same bill twice, years that overlap."""
    first: dict[tuple, BillLine] = {}
    for one in found.lines:
        twin = first.setdefault((one.starts_on, one.use, one.energy), one)
        if twin is not one:
            words = f"Même année, même usage, même énergie que la ligne {twin.line} : additionnez-les en une ligne."
            found.faults.append(Fault(one.line, words))
    starts = dict.fromkeys(one.starts_on for one in found.lines)
    for one in found.lines:
        other = next((day for day in (*known, *starts) if overlap(one.starts_on, day)), None)
        if other is not None:
            words = f"{one.label} recouvre {season_label(other)} : des factures compteraient deux fois."
            found.faults.append(Fault(one.line, f"{words} Gardez des années civiles, ou des saisons."))
    if not found.lines and not found.faults:
        found.faults.append(Fault(0, "Aucune facture sous les titres : ajoutez une ligne par facture."))
