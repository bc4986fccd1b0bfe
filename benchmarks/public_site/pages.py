"""Throughput of the public pages beside a bare Django page of fifty rows, on SQLite and PostgreSQL.

    python benchmarks/public.py pages [--clients 8] [--asked 400] [--write]

The site is the demonstration, served as it is served (granian, two processes), and the bare page beside it. Visitors
have no session and never pause; each page is asked in three rounds, the bare page in each. What is told is the number
of pages a second, the whole answer read, and its ratio to the bare page (target: at least one half).
"""

import argparse
import http.client
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "contribuer" / "performance-portail.md"
sys.path.insert(0, str(ROOT))

PAGES = {
    "accueil": "/",
    "un article": "/actualites/lire-son-dpe/",
    "liste d'articles": "/actualites/",
    "ressources": "/ressources/",
    "questions": "/questions-frequentes/",
    "accessibilité": "/accessibilite/",
    "trouver un conseiller": "/trouver-mon-conseiller/",
    "être rappelé": "/etre-rappele/",
    "mes aides": "/mes-aides/",
    "rendez-vous": "/rendez-vous/",
    "événements": "/evenements/",
    "réalisations": "/realisations/",
    "annuaire": "/annuaire/",
    "annuaire, une recherche": "/annuaire/?lieu=31270",
}
ROUNDS = 3
# Pages a visitor reads on one connection, from an address of its own: the site counts what an address asks.
_BY_VISITOR = 10
_VISITORS = itertools.count()


def throughput(ports: list[int], path: str, *, clients: int, asked: int) -> float:
    """Answers a second; anything but a 200 ends the benchmark."""
    failures = []

    def ask(rank: int) -> None:
        port, headers = ports[rank % len(ports)], {"Host": "localhost", "Accept-Encoding": "gzip"}
        for turn in range(asked // clients):
            if turn % _BY_VISITOR == 0:
                visitor = next(_VISITORS)
                source = (f"127.{visitor // 62_500 + 1}.{visitor // 250 % 250}.{visitor % 250 + 1}", 0)
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=source)
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                failures.append(f"{path}: {answer.status}")
                return

    threads = [threading.Thread(target=ask, args=(rank,)) for rank in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])
    return asked // clients * clients / (time.perf_counter() - start)


def measure(clients: int, asked: int) -> dict[str, list[float]]:
    """Pages a second by page, round after round; the bare page under the name "bare"."""
    from benchmarks.desk import served

    subprocess.run([str(Path(sys.executable).with_name("faitiere")), "prepare_demo"], check=True, cwd=ROOT, stdout=2)
    found: dict[str, list[float]] = {}
    with (
        served("faitiere.config.settings", dict(os.environ)) as site,
        served("benchmarks.public_site.bare", dict(os.environ)) as bare,
    ):
        asking = {"bare": (bare, "/"), **{name: (site, path) for name, path in PAGES.items()}}
        for turn in range(ROUNDS + 1):
            for name, (ports, path) in asking.items():
                speed = throughput(ports, path, clients=clients, asked=asked)
                if turn:  # the first turn warms up
                    found.setdefault(name, []).append(speed)
    return found


def measured_apart(database: str, arguments) -> dict[str, list[float]]:
    """The same in a process, a folder and a database of its own."""
    with tempfile.TemporaryDirectory(prefix="faitiere-pages-") as folder:
        environment = {**os.environ, "FAITIERE_VAR": folder, "PYTHONPATH": str(ROOT), "DEMO": "1"}
        command = [sys.executable, __file__, "--here"]
        command += ["--clients", str(arguments.clients), "--asked", str(arguments.asked)]
        if database == "PostgreSQL":
            command = [sys.executable, str(ROOT / "tools" / "with_postgres"), *command]
        else:
            environment["DATABASE_URL"] = f"sqlite:///{folder}/pages.sqlite3"
        done = subprocess.run(command, check=True, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout.splitlines()[-1])


def table(found: dict[str, dict[str, list[float]]]) -> tuple[list[str], float]:
    """The lines, and the lowest ratio."""
    heads = [one for database in found for one in (f"{database}, a second", "ratio")]
    lines = ["| page | " + " | ".join(heads) + " |", "|---|" + "---|" * len(heads)]
    lowest = float("inf")
    for name in ["bare", *PAGES]:
        cells = []
        for rounds in found.values():
            speed = statistics.median(rounds[name])
            ratio = speed / statistics.median(rounds["bare"])
            lowest = min(lowest, ratio)
            cells += [f"{speed:.0f}", f"{ratio:.2f}"]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines, lowest


def main() -> int:
    """0 when every page keeps half the throughput of the bare one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--asked", type=int, default=400)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        print(json.dumps(measure(arguments.clients, arguments.asked)))
        return 0
    lines, lowest = table({database: measured_apart(database, arguments) for database in ("SQLite", "PostgreSQL")})
    print("\n".join(lines))
    if arguments.write:
        from benchmarks.public_site import write_table

        write_table(PAGE, "pages", "\n".join(lines))
    return 0 if lowest >= 0.5 else 1


if __name__ == "__main__":
    sys.exit(main())
