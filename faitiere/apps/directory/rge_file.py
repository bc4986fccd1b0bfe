"""Reading of the RGE open-data file, line by line: 20 columns, one line a qualification (ADEME, data.ademe.fr)."""

import csv
import datetime as dt
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from faitiere.lib.siret import siret_of

from .rules import Refused, one_line, qualification_key
from .trades import trade_of

COLUMNS = (
    "siret",
    "nom_entreprise",
    "adresse",
    "code_postal",
    "commune",
    "latitude",
    "longitude",
    "telephone",
    "email",
    "site_internet",
    "code_qualification",
    "nom_qualification",
    "url_qualification",
    "nom_certificat",
    "domaine",
    "meta_domaine",
    "organisme",
    "particulier",
    "lien_date_debut",
    "lien_date_fin",
)
# The real file holds about 200,000 lines: well above, it is something else (or an archive made to fill the disk).
MOST_LINES = 2_000_000
MOST_BYTES = 1_500_000_000
_LONGEST_FIELD = 20_000
_YES = {"true", "1", "oui", "vrai"}


@dataclass(frozen=True)
class Company:
    """The columns of a line that describe the company; its fields are those of `models.Professional`."""

    siret: str
    name: str
    address: str
    postcode: str
    town: str
    latitude: float | None
    longitude: float | None
    phone: str
    email: str
    website: str


@dataclass(frozen=True)
class Held:
    """The columns that describe the qualification; its fields are those of `models.Qualification`."""

    key: str
    code: str
    name: str
    url: str
    certificate: str
    domain: str
    family: str
    trade: str
    body: str
    for_people: bool
    valid_from: dt.date | None
    valid_to: dt.date | None
    gone_on: None = None


@dataclass(frozen=True)
class Line:
    number: int
    company: Company
    held: Held


@dataclass(frozen=True)
class BadLine:
    number: int
    sentence: str


class Counting(io.RawIOBase):
    """A binary file that says how far it was read, for the progress on screen."""

    def __init__(self, handle: IO[bytes], size: int):
        super().__init__()
        self._handle, self.size, self.read_bytes = handle, size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        chunk = self._handle.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self.read_bytes += len(chunk)
        return len(chunk)

    @property
    def parts_in_a_thousand(self) -> int:
        return min(999, self.read_bytes * 1000 // self.size) if self.size else 0


def opened(handle: IO[bytes], size: int) -> tuple[Counting, Callable[[], Iterator[list[str]]]]:
    """The file as a counter and the rows of its table: plain CSV, gzip, or a ZIP holding one CSV."""
    start = handle.read(4)
    handle.seek(0)
    if start.startswith(b"PK\x03\x04"):
        handle, size = _only_member(handle)
    counting = Counting(handle, size)
    content: io.BufferedIOBase = io.BufferedReader(counting, 1 << 16)
    if start.startswith(b"\x1f\x8b"):
        content = gzip.GzipFile(fileobj=content)  # type: ignore[assignment]
    return counting, lambda: _rows(content)


def _only_member(handle: IO[bytes]) -> tuple[IO[bytes], int]:
    try:
        archive = zipfile.ZipFile(handle)
        names = [one for one in archive.infolist() if one.filename.lower().endswith(".csv")]
    except zipfile.BadZipFile as error:
        raise Refused("L'archive ZIP est abîmée. Téléchargez-la de nouveau.") from error
    if len(names) != 1:
        raise Refused("L'archive doit contenir un seul fichier CSV, celui des entreprises RGE.")
    if names[0].file_size > MOST_BYTES:
        raise Refused("Le fichier contenu dans l'archive est beaucoup trop grand pour être la liste RGE.")
    return archive.open(names[0]), names[0].file_size


def _rows(content) -> Iterator[list[str]]:
    try:
        yield from _table(io.TextIOWrapper(content, encoding="utf-8-sig", errors="replace", newline=""))
    except (csv.Error, EOFError, OSError, zlib.error) as error:
        raise Refused(
            "Le fichier s'arrête au milieu ou n'est pas un tableau CSV. Téléchargez-le de nouveau."
        ) from error


def _table(text: io.TextIOWrapper) -> Iterator[list[str]]:
    """Rows of a table separated by commas or semicolons, bounded."""
    csv.field_size_limit(_LONGEST_FIELD)
    head = text.readline(_LONGEST_FIELD)
    delimiter = ";" if head.count(";") > head.count(",") else ","
    yield next(csv.reader([head.replace("\0", "")], delimiter=delimiter), [])
    total = 0
    for row in csv.reader((line.replace("\0", "") for line in text), delimiter=delimiter):
        total += sum(map(len, row))
        if total > MOST_BYTES:
            raise Refused("Le fichier est beaucoup trop grand pour être la liste RGE.")
        yield row


def lines(rows: Iterator[list[str]]) -> Iterator[Line | BadLine]:
    """Each line of the file, read or explained; raises `Refused` when the file is not the RGE list."""
    header = [one.strip().lower() for one in next(rows, [])]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise Refused(
            "Ce n'est pas la liste des entreprises RGE : il manque les colonnes " + ", ".join(missing[:6]) + "."
        )
    places = {name: header.index(name) for name in COLUMNS}
    for number, row in enumerate(rows, start=2):
        if number > MOST_LINES:
            raise Refused(f"Le fichier dépasse {MOST_LINES} lignes : ce n'est pas la liste RGE.")
        if not row:
            continue
        try:
            yield _line(number, row, places)
        except ValueError as error:
            yield BadLine(number, str(error))


def _line(number: int, row: list[str], places: dict[str, int]) -> Line:
    if len(row) < len(places):
        raise ValueError(f"La ligne compte {len(row)} colonnes au lieu de {len(places)}.")
    told = {name: row[place].strip() for name, place in places.items()}
    domain = one_line(told["domaine"])[:150]
    if not domain:
        raise ValueError("Le domaine de la qualification est vide.")
    return Line(number, _company(told), _held(told, domain))


def _company(told: dict[str, str]) -> Company:
    name = one_line(told["nom_entreprise"])[:200]
    if not name:
        raise ValueError("Le nom de l'entreprise est vide.")
    latitude, longitude = _position(told["latitude"], told["longitude"])
    website = told["site_internet"]
    if website and "://" not in website:
        website = f"https://{website}"
    return Company(
        siret=siret_of(told["siret"]),
        name=name,
        address=one_line(told["adresse"])[:200],
        postcode=told["code_postal"].zfill(5)[:5] if told["code_postal"].isdigit() else "",
        town=one_line(told["commune"])[:100],
        latitude=latitude,
        longitude=longitude,
        phone=told["telephone"][:30],
        email=told["email"].lower()[:254] if "@" in told["email"] else "",
        website=website[:200] if website.startswith(("http://", "https://")) else "",
    )


def _held(told: dict[str, str], domain: str) -> Held:
    url = told["url_qualification"]
    return Held(
        key=qualification_key(told["code_qualification"], told["nom_certificat"], domain, told["organisme"]),
        code=told["code_qualification"][:40],
        name=one_line(told["nom_qualification"])[:250],
        url=url[:500] if url.startswith(("http://", "https://")) else "",
        certificate=told["nom_certificat"][:100],
        domain=domain,
        family=one_line(told["meta_domaine"])[:100],
        trade=trade_of(domain),
        body=told["organisme"][:100],
        for_people=told["particulier"].lower() in _YES,
        valid_from=_day(told["lien_date_debut"]),
        valid_to=_day(told["lien_date_fin"]),
    )


def _position(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    """Both, or neither: a point outside France's latitudes and longitudes is no point."""
    try:
        north, east = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    except ValueError:
        return None, None
    inside = -22 <= north <= 52 and -65 <= east <= 60 and (north, east) != (0.0, 0.0)
    return (round(north, 6), round(east, 6)) if inside else (None, None)


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        if text[2:3] == "/":
            return dt.datetime.strptime(text[:10], "%d/%m/%Y").date()
        return dt.date.fromisoformat(text[:10])
    except ValueError as error:
        raise ValueError(f"La date « {text[:20]} » n'est pas lisible. Attendu : 2026-11-25.") from error
