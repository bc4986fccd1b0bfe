"""From the rows of a syndic's list to lots, owners and shares, or to faults named line by line. Pure."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from faitiere.lib.numbers import number
from faitiere.lib.text import search_key

from .enums import CoOwnerKind, LotKind, LotUse
from .lots_table import Table

MAX_LOTS = 1000
_MAX_TANTIEMES = 10_000_000
_HEADERS = {
    "number": {"LOT", "NUMERO", "NUMERO DE LOT", "N LOT", "LOTS", "NUMERO LOT"},
    "kind": {"NATURE", "TYPE", "TYPE DE LOT", "NATURE DU LOT"},
    "building": {"BATIMENT", "BAT", "IMMEUBLE"},
    "floor": {"ETAGE", "NIVEAU"},
    "area": {"SURFACE", "SURFACE M2", "SURFACE EN M2", "M2"},
    "use": {"OCCUPATION", "USAGE"},
    "dpe_label": {"DPE", "CLASSE", "CLASSE DPE", "CLASSE DU DPE", "ETIQUETTE", "ETIQUETTE DPE"},
    "owner": {"PROPRIETAIRE", "COPROPRIETAIRE", "NOM", "NOM DU COPROPRIETAIRE"},
    "owner_kind": {"QUALITE", "TYPE DE PROPRIETAIRE"},
    "email": {"EMAIL", "E MAIL", "COURRIEL", "ADRESSE E MAIL", "MAIL"},
    "postal_address": {"ADRESSE", "ADRESSE POSTALE", "ADRESSE DU COPROPRIETAIRE"},
}
_KINDS = {
    LotKind.DWELLING: (
        "LOGEMENT",
        "APPARTEMENT",
        "APT",
        "APPT",
        "STUDIO",
        "MAISON",
        "DUPLEX",
        "T1",
        "T2",
        "T3",
        "T4",
        "T5",
    ),
    LotKind.SHOP: ("COMMERCE", "BUREAU", "LOCAL", "BOUTIQUE"),
    LotKind.PARKING: ("PARKING", "STATIONNEMENT", "GARAGE", "BOX"),
    LotKind.CELLAR: ("CAVE", "GRENIER", "CELLIER"),
}
_USES = {
    LotUse.OWNER: ("OCCUPE", "OCCUPANT", "PROPRIETAIRE", "RP", "RESIDENCE PRINCIPALE"),
    LotUse.TENANT: ("LOUE", "LOCATAIRE", "LOCATION", "BAILLEUR"),
    LotUse.SECONDARY: ("SECONDAIRE", "RESIDENCE SECONDAIRE"),
    LotUse.VACANT: ("VACANT", "VIDE"),
}
CLASSES = tuple("ABCDEFG")
_TOTALS = {"TOTAL", "TOTAUX", "TOTAL GENERAL", "TOTAL COPROPRIETE", "TOTAL DE LA COPROPRIETE"}
_COMPANY = re.compile(r"\b(SCI|SARL|SAS|SA|SASU|EURL|SNC|INDIVISION)\b")


@dataclass(frozen=True, slots=True)
class LotLine:
    """One lot as the list says; `shares`: key name → tantièmes."""

    line: int
    number: str
    kind: str
    building: str
    floor: str
    area: str
    use: str
    dpe_label: str
    owner: str
    owner_kind: str
    email: str
    postal_address: str
    shares: dict[str, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, on which line of the file (0: the whole file)."""

    line: int
    message: str


@dataclass(slots=True)
class LotsPlan:
    """What the list would make; nothing may be written while `faults` is not empty."""

    lots: list[LotLine] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    # What the list says itself on each of its rows "TOTAL": number of the line, key name → sum.
    totals: list[tuple[int, dict[str, int]]] = field(default_factory=list)

    def sums(self) -> dict[str, int]:
        """Key name → sum of its tantièmes over the lots."""
        return {key: sum(lot.shares.get(key, 0) for lot in self.lots) for key in self.keys}

    @property
    def owners(self) -> set[str]:
        return {lot.owner for lot in self.lots if lot.owner}


def plan(table: Table, *, totals: dict[str, int]) -> LotsPlan:
    """Lots and keys of a list. `totals`: what the by-laws announce for the keys already known, by name.

    A column whose name is not known and that holds whole numbers is a key of shares of that name.
    """
    found = LotsPlan(faults=[Fault(line, message) for line, message in table.faults])
    top = next((rank for rank, row in enumerate(table.rows) if "number" in _columns(row)), None)
    if top is None:
        found.faults.append(Fault(0, "Aucune colonne « Lot » : donnez ce titre à la colonne des numéros de lot."))
        return found
    header, body = table.rows[top], table.rows[top + 1 :]
    columns = _columns(header)
    keys = _keys(header, body, columns)
    found.keys = list(keys)
    if not keys:
        found.faults.append(Fault(top + 1, "Aucune colonne de tantièmes : ajoutez-en une par clé de répartition."))
    for rank, row in enumerate(body, top + 2):
        if _is_total(row, columns):
            found.totals += _own_total(row, line=rank, columns=columns, keys=keys)
        elif any(row):
            _read(found, row, line=rank, columns=columns, keys=keys)
    _check(found, totals)
    return found


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Field → place of its column; the first one of a name wins."""
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        words = search_key(title.replace("°", " ").replace("²", "2"))
        for name, accepted in _HEADERS.items():
            if words in accepted:
                places.setdefault(name, place)
    return places


def _keys(header: Sequence[str], body: Sequence[Sequence[str]], columns: dict[str, int]) -> dict[str, int]:
    """Name of a key → place of its column: titled, not a known field, holding at least one number."""
    known = set(columns.values())
    return {
        title[:80]: place
        for place, title in enumerate(header)
        if title and place not in known and any(_whole(_at(row, place)) is not None for row in body)
    }


def _at(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _is_total(row: Sequence[str], columns: dict[str, int]) -> bool:
    return search_key(_at(row, columns.get("number"))).startswith("TOTAL") or (
        not _at(row, columns.get("number")) and any(search_key(cell).startswith("TOTAL") for cell in row)
    )


def _own_total(row: Sequence[str], *, line: int, columns: dict, keys: dict[str, int]) -> list[tuple[int, dict]]:
    """The sums a row "TOTAL" or "TOTAL GÉNÉRAL" states; nothing for a sub-total that names its part."""
    words = [search_key(cell) for cell in row]
    if not _TOTALS & set(words):
        return []
    stated = {key: many for key, place in keys.items() if (many := _whole(_at(row, place))) is not None}
    return [(line, stated)]


def _whole(text: str) -> int | None:
    """ "1 250" → 1250; None for anything but a whole number that is not negative."""
    compact = re.sub(r"[\s\u00a0\u202f]", "", text)
    return int(compact) if re.fullmatch(r"\d{1,9}", compact) else None


def _read(found: LotsPlan, row: Sequence[str], *, line: int, columns: dict[str, int], keys: dict[str, int]) -> None:
    def cell(name: str) -> str:
        return _at(row, columns.get(name))[:300]

    def wrong(message: str) -> None:
        found.faults.append(Fault(line, message))

    number = cell("number")
    if not number:
        wrong("Le numéro de lot manque.")
        return
    shares = {}
    for key, place in keys.items():
        typed = _at(row, place)
        tantiemes = 0 if typed in {"", "-"} else _whole(typed)
        if tantiemes is None or tantiemes > _MAX_TANTIEMES:
            wrong(f"« {typed[:40]} » dans « {key} » n'est pas un nombre entier de tantièmes.")
        else:
            shares[key] = tantiemes
    for message in _doubtful(cell):
        wrong(message)
    found.lots.append(
        LotLine(
            line=line,
            number=number[:20],
            kind=_choice(cell("kind"), _KINDS) or (LotKind.OTHER if cell("kind") else LotKind.DWELLING),
            building=cell("building")[:40],
            floor=cell("floor")[:20],
            area=_area(cell("area")) or "",
            use=_choice(cell("use"), _USES),
            dpe_label=_label(cell("dpe_label")),
            owner=" ".join(cell("owner").split())[:200],
            owner_kind=owner_kind_of(cell("owner_kind"), cell("owner")),
            email=cell("email"),
            postal_address=cell("postal_address"),
            shares=shares,
        )
    )


def _doubtful(cell: Callable[[str], str]) -> list[str]:
    """What cannot be read in the cells of a lot that are neither its number nor its shares."""
    found = []
    if cell("area") and _area(cell("area")) is None:
        found.append(f"La surface « {cell('area')[:40]} » n'est pas un nombre de mètres carrés.")
    if cell("dpe_label") and not _label(cell("dpe_label")):
        found.append(f"« {cell('dpe_label')[:20]} » n'est pas une classe de DPE : une lettre de A à G.")
    if cell("email") and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", cell("email")):
        found.append(f"« {cell('email')[:60]} » n'est pas une adresse e-mail.")
    return found


def _area(text: str) -> str | None:
    try:
        value = Decimal(re.sub(r"[\s\u00a0\u202fm²]", "", text).replace(",", "."))
    except InvalidOperation:
        return None
    return str(value) if value.is_finite() and 0 < value < 100_000 else None


def _label(text: str) -> str:
    """The letter of a class, "" for anything else."""
    letter = search_key(text).removeprefix("CLASSE ").strip()
    return letter if letter in CLASSES else ""


def _choice(text: str, choices: dict) -> str:
    words = search_key(text)
    return (
        next((kind for kind, names in choices.items() if any(words.startswith(name) for name in names)), "")
        if words
        else ""
    )


def owner_kind_of(text: str, owner: str) -> str:
    words = search_key(f"{text} {owner}")
    found = _COMPANY.search(words)
    if found:
        return CoOwnerKind.JOINT if found[0] == "INDIVISION" else CoOwnerKind.COMPANY
    couple = " ET " in f" {words} " or owner.startswith(("M. et Mme", "M et Mme"))
    return CoOwnerKind.JOINT if couple else CoOwnerKind.PERSON


def _check(found: LotsPlan, totals: dict[str, int]) -> None:
    """What only the whole list shows: lots twice, too many of them, sums that are not those of the by-laws."""
    first: dict[str, LotLine] = {}
    for lot in found.lots:
        twin = first.setdefault(lot.number, lot)
        if twin is not lot:
            owners = (
                f", avec deux propriétaires : « {twin.owner} » et « {lot.owner} »" if twin.owner != lot.owner else ""
            )
            found.faults.append(
                Fault(lot.line, f"Le lot {lot.number} figure déjà ligne {twin.line}{owners}. Gardez une seule ligne.")
            )
    if not found.lots:
        found.faults.append(Fault(0, "Aucun lot sous les titres : ajoutez une ligne par lot."))
    if len(found.lots) > MAX_LOTS:
        found.faults.append(Fault(0, f"{len(found.lots)} lots : une copropriété en compte {MAX_LOTS} au plus ici."))
    _check_own_totals(found)
    for key, total in found.sums().items():
        announced = totals.get(key)
        if announced is not None and announced != total:
            gap = ("+" if total > announced else "−") + number(abs(total - announced))
            held, stated = number(total), number(announced)
            found.faults.append(
                Fault(0, f"« {key} » : la somme des lots est {held}, le règlement annonce {stated} (écart {gap}).")
            )


def _check_own_totals(found: LotsPlan) -> None:
    """The list against its own last row "TOTAL"; several rows may also be one a building, which add up."""
    for key, total in found.sums().items():
        stated = [(line, sums[key]) for line, sums in found.totals if key in sums]
        if not stated or total in (stated[-1][1], sum(many for _, many in stated)):
            continue
        line, said = stated[-1]
        gap = ("+" if total > said else "−") + number(abs(total - said))
        sums = f"cette ligne annonce {number(said)}, la somme des lots lus est {number(total)}"
        found.faults.append(Fault(line, f"« {key} » : {sums} (écart {gap})."))


def stated_total(found: LotsPlan, key: str) -> int | None:
    """The total of a key according to the rows "TOTAL" of the list, when there is one: it equals its sum."""
    return found.sums()[key] if any(key in sums for _, sums in found.totals) else None


def without(found: LotsPlan, names: Collection[str]) -> LotsPlan:
    """The same list without these columns, which are no keys."""
    kept = [key for key in found.keys if key not in names]
    lots = [replace(lot, shares={key: lot.shares[key] for key in kept if key in lot.shares}) for lot in found.lots]
    return LotsPlan(lots=lots, keys=kept, faults=found.faults, totals=found.totals)
