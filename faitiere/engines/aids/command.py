"""``faitiere aids run FILE.jsonl --on DATE --out FILE.jsonl``: the rules on a file of situations."""

import argparse
import gzip
import json
import os
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, Any

from . import limits
from .columns import from_entries
from .outputs import compute, texts
from .regime import Regime, regime

CHUNK = 2_000
REPORT_EVERY_S = 2.0


def add_parser(subparsers: argparse._SubParsersAction) -> argparse.ArgumentParser:
    """Declare the command ``aids`` and its only verb ``run``."""
    parser = subparsers.add_parser("aids", help="calculer les aides d'un fichier de situations")
    verbs = parser.add_subparsers(dest="verb", required=True)
    runner = verbs.add_parser("run", help="calculer toutes les aides, une situation par ligne")
    runner.add_argument("file", type=Path, help="situations, un objet JSON par ligne (.jsonl ou .jsonl.gz)")
    runner.add_argument("--on", required=True, help="date du dépôt de la demande, AAAA-MM-JJ")
    runner.add_argument("--out", required=True, type=Path, help="résultats, un objet JSON par ligne")
    runner.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """0 when every line got its answer (a result or an ``erreur``); 2 when nothing could be done."""
    try:
        on = date.fromisoformat(args.on)
    except ValueError:
        return _refuse(f"La date « {args.on} » ne se lit pas. Écrivez-la AAAA-MM-JJ, par exemple 2025-12-18.")
    if warning := limits.day_warning(on):
        _say(warning)
    if args.file.resolve() == args.out.resolve():
        return _refuse("Le fichier de sortie est le fichier d'entrée. Choisissez un autre nom de sortie.")
    try:
        with _lines(args.file) as lines, _whole_or_nothing(args.out) as out:
            done, refused = _stream(lines, out, r=regime(on))
    except FileNotFoundError as error:
        return _refuse(f"Le fichier ou le dossier {error.filename} n'existe pas. Vérifiez le chemin.")
    except IsADirectoryError as error:
        return _refuse(f"{error.filename} est un dossier. Indiquez un fichier.")
    except PermissionError as error:
        return _refuse(f"L'accès à {error.filename} est refusé. Vérifiez les droits.")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error):
        return _refuse(f"Le fichier {args.file} ne se lit pas jusqu'au bout. Rien n'a été écrit.")
    _say(f"{done} situations calculées, dont {refused} refusées, dans {args.out}.")
    return 0


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def _refuse(sentence: str) -> int:
    _say(sentence)
    return 2


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        yield iter(handle)


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[IO[str]]:
    """Write beside the target, then rename: a reader never meets half a file."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8") as handle:
            yield handle
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _stream(lines: Iterator[str], out: IO[str], *, r: Regime) -> tuple[int, int]:
    done = refused = 0
    last = time.monotonic()
    while chunk := list(islice(lines, CHUNK)):
        answers = answer([(done + i + 1, text) for i, text in enumerate(chunk) if text.strip()], r)
        out.writelines(one + "\n" for one in answers)
        done += len(chunk)
        refused += sum('"erreur": ' in one for one in answers)
        if time.monotonic() - last > REPORT_EVERY_S:
            _say(f"{done} situations calculées…")
            last = time.monotonic()
    return done, refused


def answer(numbered: list[tuple[int, str]], r: Regime) -> list[str]:
    """One JSON text a line: ``id`` and the outputs, or ``id`` and ``erreur``. Order is kept."""
    read = [_read(number, text) for number, text in numbered]
    good = [entry for _, entry, error in read if not error]
    results = iter(outputs_of(good, r) if good else [])
    return [_refusal(key, error) if error else f'{{"id": {_text(key)}, {next(results)}}}' for key, _, error in read]


def outputs_of(entries: list[dict[str, Any]], r: Regime) -> list[str]:
    """The outputs of valid entries as the inside of a JSON object, in order."""
    outputs = compute(from_entries(entries), r)
    shape = ", ".join(f'"{name}": %s' for name in outputs)
    return [shape % row for row in zip(*(texts(values) for values in outputs.values()), strict=True)]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _refusal(key: Any, error: str) -> str:
    return _text({"id": key, "erreur": error})


def _read(number: int, text: str) -> tuple[Any, dict[str, Any], str]:
    """(id, entry, error): the id of the line, else its number."""
    key: Any = f"ligne {number}"
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return key, {}, "La ligne n'est pas un objet JSON lisible."
    if not isinstance(found, dict):
        return key, {}, "La ligne n'est pas un objet JSON."
    key = found.get("id", key)
    entry = found.get("entrees", found)
    if not isinstance(entry, dict):
        return key, {}, "« entrees » n'est pas un objet JSON."
    return key, entry, limits.joined(limits.entry_errors(entry))
