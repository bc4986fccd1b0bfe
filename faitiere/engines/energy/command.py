"""`faitiere energy run` (many DPE files → one CSV) and `energy check` (faults of each file). No Django."""

import argparse
import csv
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .dpe_file import MAX_EXPANDED, DpeFile, read_dpe, read_many
from .engine import Results
from .engine import run as compute
from .explain import explain, fault_line
from .faults import DOUBTFUL as DOUBTFUL_EFFECT
from .options import COMPATS, Options
from .quality import quality_report
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
ABSURD = 2000  # kWh/m² of primary energy a year
IMPLAUSIBLE = "Le résultat est invraisemblable : une valeur du fichier est sans doute fausse."
UNREADABLE = "Ce fichier n'a pas pu être ouvert : vérifiez les droits de lecture."
HEADER = ("id", *OUTPUTS, "status", "message")


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Declare `energy run` on the command line of `faitiere`."""
    energy = subparsers.add_parser("energy", help="calcul énergétique de DPE enregistrés")
    actions = energy.add_subparsers(dest="action", required=True, metavar="run|check")
    one = actions.add_parser("run", help="recalculer des DPE et écrire un fichier CSV")
    _add_common(one)
    one.add_argument("--explain", action="store_true", help="montrer le calcul de chaque DPE, chapitre par chapitre")
    one.add_argument("--out", metavar="FICHIER.csv", help="fichier CSV à écrire ; facultatif avec --explain")
    checked = actions.add_parser("check", help="relever les défauts de chaque DPE et leur effet sur la classe")
    _add_common(checked)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="CHEMIN", help="fichiers .xml ou .xml.gz, ou dossiers")
    parser.add_argument(
        "--inputs-only",
        action="store_true",
        help="n'utiliser que ce qui a été saisi, sans les valeurs intermédiaires enregistrées",
    )
    parser.add_argument(
        "--compat",
        choices=COMPATS,
        default="certified",
        help="suivre les écarts documentés des logiciels certifiés, ou le texte seul",
    )


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


def rows_of(paths: Sequence[Path], *, options: Options) -> Iterator[list]:
    """One CSV row a file, in order."""
    for start in range(0, len(paths), BLOCK):
        block = paths[start : start + BLOCK]
        yield from _block(block, options)
        _progress(min(start + BLOCK, len(paths)), len(paths))


def _block(paths: Sequence[Path], options: Options) -> Iterator[list]:
    files, unreadable = [], {}
    for index, path in enumerate(paths):
        try:
            files.append((path.name, read_bytes(path)))
        except OSError:
            unreadable[index] = UNREADABLE
            files.append((path.name, b" "))
    columns, answers = read_many(files)
    results = None if columns is None else compute(columns, reading=options.reading, compat=options.compat)
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
    strange = status == OK and not 0 < results["ep_conso_5_usages_m2"][row] < ABSURD
    if status == OK and (doubts or strange):
        status = DOUBTFUL
    words = [IMPLAUSIBLE] if strange else []
    told = message or " ".join(dict.fromkeys([*words, *(fault.message_fr for fault in answer.faults)]))
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
    """Compute, show or check; 0, or 2 with a French sentence when nothing could be read or written."""
    missing = [name for name in args.paths if not Path(name).exists()]
    if missing:
        return _fail(f"Introuvable : {missing[0]}. Vérifiez le chemin.")
    paths = find_files(args.paths)
    if not paths:
        return _fail("Aucun fichier .xml ou .xml.gz trouvé. Indiquez des DPE ou un dossier qui en contient.")
    options = Options("inputs-only" if args.inputs_only else "recorded", args.compat)
    if args.action == "check":
        return _show(paths, lambda dpe: checked_text(dpe, options))
    if not args.explain and not args.out:
        return _fail("Indiquez le fichier à écrire avec --out, ou --explain pour lire le calcul.")
    shown = _show(paths, lambda dpe: explained_text(dpe, options)) if args.explain else 0
    return _to_csv(paths, Path(args.out), options) if args.out else shown


def _show(paths: Sequence[Path], text_of: Callable[[DpeFile], str]) -> int:
    """Print one text a file; 0, or 2 when none could be read."""
    read = 0
    for path in paths:
        try:
            text = text_of(read_dpe(read_bytes(path), name=path.name))
            read += 1
        except DpeRefused as refused:
            text = f"# {_stem(path)}\nRefusé : {refused.message_fr}\n"
        except OSError:
            text = f"# {_stem(path)}\nRefusé : {UNREADABLE}\n"
        sys.stdout.write(text + "\n")
    return 0 if read else _fail(f"Aucun des {len(paths)} fichiers n'a pu être lu.")


def explained_text(dpe: DpeFile, options: Options) -> str:
    """The chapters of one DPE and its faults."""
    results = compute(dpe.columns, reading=options.reading, compat=options.compat)
    faults = quality_report(dpe, reading=options.reading, compat=options.compat)
    return explain(dpe.columns, results, name=dpe.id, faults=faults)


def checked_text(dpe: DpeFile, options: Options) -> str:
    """The faults of one DPE alone."""
    lines = [fault_line(fault) for fault in quality_report(dpe, reading=options.reading, compat=options.compat)]
    return "\n".join([f"# {dpe.id}", *(lines or ["Aucun défaut relevé."]), ""])


def _to_csv(paths: Sequence[Path], out: Path, options: Options) -> int:
    if not out.parent.is_dir() or out.is_dir():
        return _fail(f"Impossible d'écrire {out} : le dossier n'existe pas, ou c'est un dossier.")
    partial = out.with_name(f".{out.name}.{os.getpid()}.partiel")
    try:
        read = _write(partial, rows_of(paths, options=options))
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
