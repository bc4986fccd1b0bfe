"""Speed of the energy engine, side by side with the peer in the same run.

    python benchmarks/energy.py [--write] [--scenarios 100000] [--peer DOSSIER] [DOSSIER]

Times are CPU times (user and system) of one process, medians of several runs: the machine may be shared. What two cores
would do is twice one core; the wall time of two processes is printed beside it. The peer (@open3cl/engine, npm) is
installed in a temporary folder when node is there; its engine alone is timed, on DPEs already parsed.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.energy_accuracy import ROOT, folder_of
from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.dpe_file import read_dpe, read_many
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.parallel import LABEL, Task, compute_grid
from faitiere.engines.energy.scope import refusals
from faitiere.engines.energy.works import Work, bundles

PAGE = ROOT / "docs/comprendre/energie-vitesse.md"
PEER = "@open3cl/engine@1.4.6"
PEER_ROUNDS = 3
ONE_MS, THOUSAND_MS, TIMES = 8.0, 50.0, 2000.0
GROUPS = (
    ("mur_iti", "mur_ite"),
    ("combles_perdus", "rampants_interieur"),
    ("plancher_bas",),
    ("fenetres_double", "fenetres_triple"),
    ("vmc_hygro_b", "vmc_double_flux"),
    ("pac_air_eau", "chaudiere_granules", "pac_air_air"),
    ("ballon_thermodynamique",),
)


def cpu(work: Callable[[], object], times: int = 5) -> float:
    """Median CPU seconds of several runs."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return median(spent)


def peer(paths: list[Path], folder: str | None) -> dict | None:
    """Milliseconds of the peer, None without node or without the package."""
    if not shutil.which("node") or not paths:
        return None
    with tempfile.TemporaryDirectory() as made:
        where = folder or made
        if not folder:
            install = ["npm", "install", "--prefix", made, "--no-audit", "--no-fund", "--silent", PEER]
            if subprocess.run(install, check=False, capture_output=True).returncode:
                return None
        command = ["node", str(ROOT / "benchmarks/energy_peer.mjs"), where, str(PEER_ROUNDS)]
        listed = "\n".join(str(path) for path in paths)
        answer = subprocess.run(command, input=listed, capture_output=True, text=True, check=False)
    return json.loads(answer.stdout) if answer.returncode == 0 else None


def memory_mb() -> float:
    """Most memory this process held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bandwidth() -> float:
    """Bytes a second of one core reading and writing arrays larger than its cache."""
    source, target = np.full(8_000_000, 1.0), np.full(8_000_000, 2.0)
    return 2 * source.nbytes / cpu(lambda: np.copyto(target, source))


def read_bytes(columns: Columns) -> float:
    """Bytes of input a dwelling."""
    size = sum(values.dtype.itemsize * len(values) for table in columns.tables.values() for values in table.values())
    return size / columns.n


def measure(files: list[tuple[str, bytes]], scenarios: int) -> dict[str, float]:
    """Every figure of the page but the peer's."""
    columns = read_many(files)[0]
    homes = columns.take(np.flatnonzero(refusals(columns) == ""))
    found: dict[str, float] = {"files": len(files), "homes": homes.n}
    run(homes)
    found["one_ms"] = 1e3 * median(cpu(lambda one=one: run(read_many([one])[0], keep=LABEL), 3) for one in files)
    checked = (cpu(lambda one=one: run(read_dpe(one[1], name=one[0]).columns), 3) for one in files)
    found["checked_ms"] = 1e3 * median(checked)
    many = homes.take(np.resize(np.arange(homes.n), scenarios))
    found["compute_us"] = 1e6 * cpu(lambda: run(many, reading="inputs-only", keep=LABEL), 3) / many.n
    found["whole_us"] = 1e6 * cpu(lambda: run(many.block(0, 20_000), reading="inputs-only"), 3) / min(20_000, many.n)
    groups = [[None, *(Work(code) for code in group)] for group in GROUPS]
    house = homes.take([int(np.flatnonzero(homes.dwelling["enum_methode_application_dpe_log_id"] == 1)[0])])
    batch, listed = bundles(house, groups)

    def thousand() -> None:
        run(bundles(house, groups)[0], reading="inputs-only", keep=LABEL)

    thousand()
    found["thousand_ms"] = 1e3 * cpu(thousand) * 1000 / batch.n
    chosen = listed[: max(1, scenarios // homes.n)]
    task = Task(homes, chosen, LABEL, "inputs-only", None)
    rows = len(chosen) * homes.n
    compute_grid(Task(homes, chosen[: len(chosen) // 4], LABEL, "inputs-only", None))
    before = memory_mb()
    found["rows"] = rows
    found["works_us"] = 1e6 * cpu(lambda: compute_grid(task), 3) / rows
    found["memory_mb"] = memory_mb() - before
    start = time.perf_counter()
    compute_grid(task, workers=2)
    found["two_wall_us"] = 1e6 * (time.perf_counter() - start) / rows
    found["bytes"] = read_bytes(homes)
    found["bandwidth"] = bandwidth()
    return found


def page(found: dict[str, float], other: dict | None) -> str:
    """The page of docs, in French."""

    def number(value: float, digits: int = 1) -> str:
        return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",")

    lines = [
        "# Vitesse du moteur énergétique",
        "",
        f"Page produite par `benchmarks/energy.py --write` sur {found['files']:.0f} DPE réels "
        f"({found['homes']:.0f} calculés). Temps de processeur d'un cœur, médianes : la machine est partagée.",
        "",
        "| mesure | ici | objectif |",
        "|---|---|---|",
        f"| un DPE, des octets XML au résultat | {number(found['one_ms'])} ms | {ONE_MS:g} ms |",
        f"| le même, rapport de qualité du fichier compris | {number(found['checked_ms'])} ms | |",
        f"| mille scénarios d'un logement, travaux compris | {number(found['thousand_ms'])} ms | {THOUSAND_MS:g} ms |",
        f"| un logement parmi cent mille, étiquette et coût | {number(found['compute_us'])} µs | |",
        f"| le même, toutes les grandeurs | {number(found['whole_us'])} µs | |",
        f"| un scénario parmi {number(found['rows'], 0)}, travaux compris | {number(found['works_us'])} µs | |",
        f"| le même, deux processus, temps réel | {number(found['two_wall_us'])} µs | |",
        f"| mémoire ajoutée, de 25 000 à 100 000 scénarios | {number(found['memory_mb'], 0)} Mo | par blocs |",
        "",
    ]
    if other:
        ms, whole = other["median_ms"], other["with_xml_median_ms"]
        lines += [
            f"Le pair, Open3CL {other['version']}, dans la même exécution : {number(ms)} ms par DPE déjà analysé, "
            f"{number(whole)} ms depuis le XML.",
            "",
            "| débit de deux cœurs rapporté à celui du pair | rapport |",
            "|---|---|",
            f"| calcul seul, comme lui | {number(2e3 * ms / found['compute_us'], 0)} |",
            f"| travaux appliqués compris | {number(2e3 * ms / found['works_us'], 0)} |",
            f"| toutes les grandeurs, deux comportements | {number(2e3 * ms / found['whole_us'], 0)} |",
            "",
        ]
    limit = 1e6 * found["bytes"] / found["bandwidth"]
    lines += [
        f"Un logement tient en {number(found['bytes'] / 1000)} ko d'entrées ; un cœur lit et écrit "
        f"{number(found['bandwidth'] / 1e9)} Go/s : les lire une fois demande {number(limit)} µs. "
        f"Le calcul en prend {number(found['compute_us'] / limit, 0)} fois plus.",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Print the page; 0 when the objectives are met (the peer's when it could be timed)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--scenarios", type=int, default=100_000)
    parser.add_argument("--peer")
    args = parser.parse_args()
    folder = folder_of(args.folder)
    paths = sorted(folder.glob("*.xml.gz")) if folder.is_dir() else []
    if not paths:
        print(f"absent: {folder}")
        return 0
    other = peer(paths, args.peer)
    found = measure([(path.name, path.read_bytes()) for path in paths], args.scenarios)
    text = page(found, other)
    print(text)
    if args.write:
        PAGE.write_text(text, encoding="utf-8")
    met = found["one_ms"] <= ONE_MS and found["thousand_ms"] <= THOUSAND_MS
    ratio = 2e3 * other["median_ms"] / found["compute_us"] if other else TIMES
    return 0 if met and ratio >= TIMES else 1


if __name__ == "__main__":
    sys.exit(main())
