"""Speed of the energy engine in columns, against a bare expat parse of the same files in the same run.

    python benchmarks/energy_speed.py [--dwellings 10000] [--folder DOSSIER]

Prints dwellings per second for reading and for computing, and the ratio of one computed dwelling to one bare parse:
a scenario must cost less than reading the file it starts from.
"""

import argparse
import sys
import time
from pathlib import Path
from xml.parsers import expat

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.energy_accuracy import folder_of
from faitiere.engines.energy.dpe_file import expand, read_many
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.scope import refusals
from faitiere.engines.energy.tests.dpe import house

LIMIT = 0.10


def best(work, times: int = 3) -> float:
    """Shortest of several runs, in seconds."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


def bare_parse(texts: list[bytes]) -> None:
    """Expat over every file, no handler."""
    for text in texts:
        expat.ParserCreate("UTF-8").Parse(text, True)


def main() -> int:
    """0 when computing a dwelling costs less than LIMIT of a bare parse of its file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dwellings", type=int, default=10_000)
    parser.add_argument("--folder")
    args = parser.parse_args()
    folder = folder_of(args.folder)
    paths = sorted(folder.glob("*.xml.gz")) if folder.is_dir() else []
    files = [(path.name, path.read_bytes()) for path in paths] or [("maison.xml", house())]
    texts = [expand(data) for _, data in files]
    parse = best(lambda: bare_parse(texts)) / len(texts)
    read = best(lambda: read_many(files)) / len(files)
    columns = read_many(files)[0]
    inside = np.flatnonzero(refusals(columns) == "")
    many = columns.take(np.resize(inside, args.dwellings))
    run(columns)
    compute = best(lambda: run(many)) / many.n
    ratio = compute / parse
    print(f"analyse XML nue : {1e3 * parse:.2f} ms par fichier ({len(texts)} fichiers)")
    print(f"lecture en colonnes : {1e3 * read:.2f} ms par fichier, {1 / read:.0f} DPE/s")
    print(f"calcul : {1e6 * compute:.1f} µs par logement, {1 / compute:.0f} logements/s ({many.n} logements, un cœur)")
    print(f"rapport calcul / analyse nue : {ratio:.3f} (limite {LIMIT})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
