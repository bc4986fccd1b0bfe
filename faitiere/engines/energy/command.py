"""`faitiere energy run`: many DPE files → one CSV, one row a DPE. No Django."""

import argparse
import csv
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .dpe_file import MAX_EXPANDED, DpeFile, read_many
from .engine import Results
from .engine import run as compute
from .faults import DOUBTFUL as DOUBTFUL_EFFECT
from .refusal import DpeRefused
from .scope import DOUBTFUL, OK, REFUSED

BLOCK = 500
SUFFIXES = (".xml", ".xml.gz")
OUTPUTS = {
    "deperdition_enveloppe": "deperdition_enveloppe_logiciel",
    "ubat": "ubat",
    "besoin_ch": "besoin_ch",
    "conso_ch": "conso_ch",
    "conso_ecs": "conso_ecs",
    "conso_fr": "conso_fr",
    "conso_eclairage": "conso_eclairage",
    "conso_auxiliaires": "conso_totale_auxiliaire_logiciel",
    "ep_conso_5_usages": "ep_conso_5_usages",
    "ep_conso_5_usages_m2": "ep_conso_5_usages_m2",
    "emission_ges_5_usages_m2": "emission_ges_5_usages_m2",
    "cout_5_usages": "cout_5_usages",
    "classe": "classe",
}
HEADER = ("id", *OUTPUTS, "status", "message")


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Declare `energy run` on the command line of `faitiere`."""
    energy = subparsers.add_parser("energy", help="calcul énergétique de DPE enregistrés")
    actions = energy.add_subparsers(dest="action", required=True, metavar="run")
    one = actions.add_parser("run", help="recalculer des DPE et écrire un fichier CSV")
    one.add_argument("paths", nargs="+", metavar="CHEMIN", help="fichiers .xml ou .xml.gz, ou dossiers")
    one.add_argument(
        "--inputs-only",
        action="store_true",
        help="n'utiliser que ce qui a été saisi, sans les valeurs intermédiaires enregistrées",
    )
    one.add_argument("--out", required=True, metavar="FICHIER.csv", help="fichier CSV à écrire")


def find_files(paths: Sequence[str]) -> list[Path]:
    """DPE files named, or found in the folders named, without repetition, sorted within each folder."""
    found: dict[Path, None] = {}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.name.lower().endswith(SUFFIXES) and p.is_file())
            found |= dict.fromkeys(sorted(inside))
        elif path.is_file():
            found[path] = None
    return list(found)


def read_bytes(path: Path) -> bytes:
    """The file, or its first bytes when it is far too large: the reader then refuses it by its size."""
    with path.open("rb") as stream:
        return stream.read(MAX_EXPANDED + 1)


def rows_of(paths: Sequence[Path], *, reading: str) -> Iterator[list]:
    """One CSV row a file, in order."""
    for start in range(0, len(paths), BLOCK):
        block = paths[start : start + BLOCK]
        yield from _block(block, reading)
        _progress(min(start + BLOCK, len(paths)), len(paths))


def _block(paths: Sequence[Path], reading: str) -> Iterator[list]:
    files, unreadable = [], {}
    for index, path in enumerate(paths):
        try:
            files.append((path.name, read_bytes(path)))
        except OSError:
            unreadable[index] = "Ce fichier n'a pas pu être ouvert : vérifiez les droits de lecture."
            files.append((path.name, b" "))
    columns, answers = read_many(files)
    results = None if columns is None else compute(columns, reading=reading)
    row = 0
    for index, answer in enumerate(answers):
        if isinstance(answer, DpeRefused):
            message = unreadable.get(index, answer.message_fr)
            yield [_stem(paths[index]), *[""] * len(OUTPUTS), REFUSED, message]
            continue
        # Without columns, every answer is a refusal.
        yield _row(answer, results, row)  # type: ignore[arg-type]
        row += 1


def _row(answer: DpeFile, results: Results, row: int) -> list:
    status, message = results.status[row], results.message[row]
    values = [_text(results.values[name][row]) for name in OUTPUTS.values()]
    doubts = [fault.message_fr for fault in answer.faults if fault.effect == DOUBTFUL_EFFECT]
    if status == OK and doubts:
        status = DOUBTFUL
    told = message or " ".join(dict.fromkeys(fault.message_fr for fault in answer.faults))
    return [answer.id, *values, status, told]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value != value else f"{value:.10g}"


def _stem(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".xml")


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{done} / {total} DPE{end}")
        sys.stderr.flush()


def run(args: argparse.Namespace) -> int:
    """Compute and write; 0, or 2 with a French sentence when nothing could be read or written."""
    missing = [name for name in args.paths if not Path(name).exists()]
    if missing:
        return _fail(f"Introuvable : {missing[0]}. Vérifiez le chemin.")
    paths = find_files(args.paths)
    if not paths:
        return _fail("Aucun fichier .xml ou .xml.gz trouvé. Indiquez des DPE ou un dossier qui en contient.")
    out = Path(args.out)
    if not out.parent.is_dir() or out.is_dir():
        return _fail(f"Impossible d'écrire {out} : le dossier n'existe pas, ou c'est un dossier.")
    reading = "inputs-only" if args.inputs_only else "recorded"
    partial = out.with_name(f".{out.name}.{os.getpid()}.partiel")
    try:
        read = _write(partial, rows_of(paths, reading=reading))
        partial.replace(out)
    except KeyboardInterrupt:
        return _fail("Interrompu : aucun fichier n'a été écrit.", code=130)
    except OSError as error:
        return _fail(f"Impossible d'écrire {out} : {error.strerror}.")
    finally:
        partial.unlink(missing_ok=True)
    if not read:
        return _fail(f"Aucun des {len(paths)} fichiers n'a pu être calculé : voir la colonne message de {out}.")
    return 0


def _write(path: Path, rows: Iterator[list]) -> int:
    """Write the CSV; number of rows that were not refused."""
    read = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        for row in rows:
            read += row[-2] != REFUSED
            writer.writerow(row)
    return read


def _fail(message: str, *, code: int = 2) -> int:
    sys.stderr.write(message + "\n")
    return code
