"""A DPE file (XML, plain or gzipped) → columns, identity and faults; or a refusal in plain French."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from .columns import Columns
from .dpe_rows import build, link
from .dpe_xml import RawDpe, outputs_of, parse
from .dpe_xml import recorded_outputs as _recorded_outputs
from .faults import DOUBTFUL, Fault, disagreements, find_faults
from .refusal import DpeRefused

MAX_EXPANDED = 20 * 2**20
VERSIONS = ("1", "1.1", "2", "2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6")
LOSSES = "deperdition/"
FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2060, 1, 1)
ENCODINGS = ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "latin-1", "windows-1252")
DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class DpeFile:
    """One readable DPE; `general` holds identity facts for display only."""

    source: Columns
    row: int
    id: str
    numero_dpe: str
    date: date
    version: str
    software: str
    faults: list[Fault] = field(default_factory=list)
    general: dict = field(default_factory=dict)

    @property
    def columns(self) -> Columns:
        """The inputs of this dwelling alone (n = 1)."""
        return self.source if self.source.n == 1 else self.source.take([self.row])


def expand(data: bytes) -> bytes:
    """The XML as UTF-8 bytes, from plain or gzipped bytes; bounded, whatever the file claims."""
    if len(data) > MAX_EXPANDED:
        raise DpeRefused("Ce fichier dépasse 20 Mo : ce n'est pas un DPE. Déposez le fichier XML d'un seul DPE.")
    if data[:2] == b"\x1f\x8b":
        data = _gunzip(data)
    if not data.strip():
        raise DpeRefused("Ce fichier est vide. Téléchargez-le à nouveau, puis déposez-le.")
    if data[:4] == b"PK\x03\x04":
        raise DpeRefused("Ce fichier est une archive zip. Ouvrez-la et déposez le fichier XML qu'elle contient.")
    if data[:5] == b"%PDF-":
        raise DpeRefused("Ce fichier est un PDF. Demandez au diagnostiqueur le fichier XML du DPE.")
    return _as_utf8(data)


def _gunzip(data: bytes) -> bytes:
    stream = zlib.decompressobj(wbits=31)
    try:
        expanded = stream.decompress(data, MAX_EXPANDED + 1)
    except zlib.error:
        raise DpeRefused("Ce fichier compressé est abîmé. Téléchargez-le à nouveau.") from None
    if len(expanded) > MAX_EXPANDED:
        raise DpeRefused("Ce fichier dépasse 20 Mo une fois décompressé : ce n'est pas un DPE.")
    if not stream.eof:
        raise DpeRefused("Ce fichier compressé est incomplet. Téléchargez-le à nouveau.")
    return expanded


def _as_utf8(data: bytes) -> bytes:
    unknown = DpeRefused("Le codage de ce fichier n'est pas reconnu. Enregistrez-le en UTF-8.")
    encoding = "utf-8-sig"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        declared = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)", data[:200].lstrip(b"\xef\xbb\xbf"))
        if declared:
            encoding = declared[1].decode("ascii").lower()
            if encoding not in ENCODINGS:
                raise unknown
            if encoding in ("utf-8", "utf8"):
                encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise unknown from None
    return text.encode("utf-8", "surrogatepass")


def read_dpe(data: bytes, *, name: str = "") -> DpeFile:
    """One DPE from the bytes of its file, with its faults, recorded totals compared.

    Raises DpeRefused, never anything else, on bad input.
    """
    outputs: dict = {}
    found = _read([(name, data)], outputs)[1][0]
    if isinstance(found, DpeRefused):
        raise found
    found.faults.extend(disagreements(found.columns, outputs))
    found.general["dpe_enregistre"] = _labels(outputs)
    losses = {path: value for path, value in outputs.items() if path.startswith(LOSSES)}
    found.general["pertes_enregistrees"] = losses
    return found


def read_many(files: Sequence[tuple[str, bytes]]) -> tuple[Columns | None, list[DpeFile | DpeRefused]]:
    """Many files at once: columns of the readable ones in order (None if none), and one answer a file."""
    return _read(files)


def _read(
    files: Sequence[tuple[str, bytes]], outputs: dict | None = None
) -> tuple[Columns | None, list[DpeFile | DpeRefused]]:
    """As `read_many`; `outputs` receives the recorded outputs, kept apart from the inputs, in the same pass."""
    answers: list = []
    raws: list[RawDpe] = []
    for name, data in files:
        try:
            raw = open_raw(data, outputs=outputs is not None)
            answers.append(identity(raw, name))
            raws.append(raw)
            if outputs is not None:
                outputs.update(outputs_of(raw))
        except DpeRefused as refused:
            answers.append(refused)
    if not raws:
        return None, answers
    columns, unreadable = build(raws)
    _name_rows(columns, [facts for facts in answers if isinstance(facts, dict)])
    return _sort_out(columns, unreadable, answers)


def _name_rows(columns: Columns, facts: list[dict]) -> None:
    for name in ("id", "software"):
        columns.dwelling[name] = np.array([one[name] for one in facts], dtype=object)
    columns.dwelling["date"] = np.array([one["date"] for one in facts], dtype="datetime64[D]")
    columns.dwelling["schema_version"] = np.array([float(one["version"] or "nan") for one in facts])


def _sort_out(columns: Columns, unreadable: list[list[Fault]], answers: list) -> tuple[Columns | None, list]:
    """Refuse the impossible dwellings, drop them from the columns, and give the others their faults."""
    messages = impossible(columns)
    kept = [row for row, message in enumerate(messages) if not message]
    if not kept:
        source, found = columns, []
    else:
        source = columns if len(kept) == columns.n else columns.take(kept)
        found = find_faults(source)
    row = place = 0
    for index, facts in enumerate(answers):
        if isinstance(facts, DpeRefused):
            continue
        if messages[row]:
            answers[index] = DpeRefused(messages[row])
        else:
            faults = facts.pop("faults") + unreadable[row] + found[place]
            answers[index] = DpeFile(source=source, row=place, faults=faults, **facts)
            place += 1
        row += 1
    return (source if kept else None), answers


def open_raw(data: bytes, *, outputs: bool = False) -> RawDpe:
    """Rows of text of a file that is a DPE of an existing dwelling; its `sortie` in `recorded` when `outputs`."""
    raw = parse(expand(data), outputs=outputs)
    if raw.root == "audit" or "logement_collection" in raw.found:
        raise DpeRefused("Ce fichier est un audit énergétique. Déposez le fichier XML du DPE.")
    if raw.root != "dpe":
        raise DpeRefused(f"Ce fichier XML n'est pas un DPE (il commence par « {raw.root[:30]} »).")
    if "tertiaire" in raw.found:
        raise DpeRefused("Ce DPE porte sur un local tertiaire : seuls les logements sont calculés.")
    if "logement_neuf" in raw.found:
        raise DpeRefused("Ce DPE porte sur un logement neuf, calculé autrement qu'un logement existant.")
    if "logement" not in raw.found or not raw.rows["dwelling"][0]:
        raise DpeRefused("Ce DPE ne décrit aucun logement. Demandez le fichier complet au diagnostiqueur.")
    link(raw)
    return raw


def identity(raw: RawDpe, name: str) -> dict:
    """Who the DPE is: id, number, date, version, software, and facts for display."""
    texts = raw.identity
    version = texts.get("enum_version_id", "")
    if version and version not in VERSIONS:
        raise DpeRefused(
            f"La version {version[:10]} du format DPE n'est pas connue. Versions lues : 1 à {VERSIONS[-1]}."
        )
    numero = texts.get("numero_dpe", "")[:40]
    stem = name.rpartition("/")[2].removesuffix(".gz").removesuffix(".xml")
    faults = [] if version else [_no_version()]
    return {
        "id": texts.get("id", "")[:60] or numero or stem,
        "numero_dpe": numero,
        "date": _date(texts.get("date_etablissement_dpe", "")),
        "version": version,
        "software": (texts.get("logiciel") or texts.get("version_logiciel") or "")[:40],
        "faults": faults,
        "general": general_facts(raw),
    }


def _no_version() -> Fault:
    return Fault(
        "version_absente",
        "Fichier",
        "",
        "La version du format n'est pas indiquée : lecture au mieux.",
        DOUBTFUL,
    )


def _date(text: str) -> date:
    found = DATE.match(text)
    if not found:
        raise DpeRefused("La date d'établissement du DPE manque ou n'est pas lisible (attendu : AAAA-MM-JJ).")
    try:
        day = date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        day = date.min
    if not FIRST_DAY <= day < LAST_DAY:
        raise DpeRefused(
            f"La date du DPE ({text[:10]}) n'est pas plausible : la méthode s'applique depuis juillet 2021."
        )
    return day


def general_facts(raw: RawDpe) -> dict:
    """Simple facts for display; never an input of the calculation. Address parts only if present."""
    texts = raw.rows["dwelling"][0]
    wanted: tuple[str, ...] = (
        "surface_habitable_logement",
        "annee_construction",
        "enum_periode_construction_id",
        "altitude",
    )
    wanted += ("enum_methode_application_dpe_log_id", "enum_zone_climatique_id", "enum_classe_altitude_id")
    facts: dict = {name: texts[name] for name in wanted if name in texts}
    for ours, theirs in (
        ("code_insee", "ban_citycode"),
        ("code_postal", "code_postal_brut"),
        ("commune", "nom_commune_brut"),
    ):
        if raw.identity.get(theirs):
            facts[ours] = raw.identity[theirs][:60]
    address = {k: v[:120] for k, v in raw.identity.items() if k in ("adresse_brut", "label_brut", "ban_label")}
    if address:
        facts["adresse"] = address
    return facts


LABELS = {
    "classe_bilan_dpe": "ep_conso/classe_bilan_dpe",
    "classe_emission_ges": "emission_ges/classe_emission_ges",
    "ep_conso_5_usages_m2": "ep_conso/ep_conso_5_usages_m2",
    "emission_ges_5_usages_m2": "emission_ges/emission_ges_5_usages_m2",
}


def _labels(outputs: dict) -> dict:
    """What the recorded DPE says of itself, for display only ("DPE enregistré")."""
    return {name: outputs[path] for name, path in LABELS.items() if path in outputs}


def recorded_labels(data: bytes) -> dict:
    """The same labels from the bytes of a file, without reading its inputs."""
    return _labels(recorded_outputs(data))


def recorded_outputs(data: bytes) -> dict[str, float | str]:
    """The recorded `sortie` node (path below it → value), for benchmarks and checks only."""
    return _recorded_outputs(expand(data))


AREAS = {
    "wall": ("surface_paroi_opaque", "du mur"),
    "floor": ("surface_paroi_opaque", "du plancher bas"),
    "roof": ("surface_paroi_opaque", "du plancher haut"),
    "bay": ("surface_totale_baie", "de la fenêtre"),
    "door": ("surface_porte", "de la porte"),
}
LARGEST_AREA, HIGHEST_CEILING = 1e6, 20


def impossible(columns: Columns) -> list[str]:
    """Why each dwelling cannot be one, or an empty string."""
    messages = [""] * columns.n
    for table, (column, words) in AREAS.items():
        rows = columns[table]
        for row in np.flatnonzero(rows[column] < 0):
            owner = int(rows.dwelling[row])
            rank = row - int(np.searchsorted(rows.dwelling, owner)) + 1
            messages[owner] = (
                f"La surface {words} n° {rank} est négative ({rows[column][row]:g} m²). "
                "Faites corriger le DPE par le diagnostiqueur."
            )
    dwelling = columns.dwelling
    area = np.fmax(dwelling["surface_habitable_logement"], dwelling["surface_habitable_immeuble"])
    for owner in np.flatnonzero(~((area > 0) & (area < LARGEST_AREA))).tolist():
        messages[owner] = "La surface habitable manque ou n'est pas plausible : le DPE ne peut pas être calculé."
    for owner in np.flatnonzero(~((dwelling["hsp"] > 0) & (dwelling["hsp"] < HIGHEST_CEILING))).tolist():
        messages[owner] = "La hauteur sous plafond manque ou n'est pas plausible : le DPE ne peut pas être calculé."
    return messages
