"""Speed of the desk: list, search and case page over many cases, beside a bare Django page of fifty rows.

`python benchmarks/desk.py [--cases 100000] [--territories 40] [--clients 8] [--write]`. Starts a scratch PostgreSQL
(tools/with_postgres), fills it with synthetic cases, serves the site as it is served (granian, two processes) and the
bare page beside it, and asks them in turn with this many clients at once. SQLite is measured the same way on 50,000
cases. Times are those of the client, the whole answer read; the ratio to the bare page of the same run is what a busy
machine changes least. The million of the target: `--cases 1000000`, about twenty minutes.
"""

import argparse
import contextlib
import http.client
import itertools
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "contribuer" / "performance.md"
LIST = "/bureau/dossiers/"
FILTERS = ["suite=retard", "conseiller=moi", "cp=010&energie=gas", "classe=F&tri=-contact", "commune={commune}&tri=nom"]
FILTERS += ["etape={stage}", "energie=oil&classe=G&silence=180", "q={name}", "tri=-ouvert", "structure={organisation}"]
TYPED = ["{name}", "{start}", "yvette {name}", "06 39 {digits}", "{wrong}", "rue des lilas", "31-2024-0001", "karim la"]
TYPED += ["isolation {name}"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(settings: str, environment: dict, *, processes: int = 2):
    """The site under granian, one request at a time in each process; gives their ports, ends with the block."""
    ports = [free_port() for _ in range(processes)]
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--blocking-threads", "1"]
    command += ["--host", "127.0.0.1", "--log-level", "error", "faitiere.config.wsgi:application"]
    environment = {**environment, "DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT)}
    servers = [
        subprocess.Popen([*command, "--port", str(port)], env=environment, cwd=ROOT, start_new_session=True)
        for port in ports
    ]
    try:
        for port, server in zip(ports, servers, strict=True):
            _wait_until_up(port, server)
        yield ports
    finally:
        for server in servers:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=60)


def _wait_until_up(port: int, server: subprocess.Popen) -> None:
    """A busy machine takes a minute to start two processes."""
    end = time.monotonic() + 240
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise RuntimeError("the site did not start")


class Client:
    """A browser kept open by one session."""

    def __init__(self, port: int, cookie: str, host: str = "t0.localhost"):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": f"sessionid={cookie}", "Host": host}

    def get(self, path: str, **headers) -> tuple[float, bytes]:
        """Milliseconds and content; anything but a 200 ends the benchmark."""
        start = time.perf_counter()
        self.connection.request("GET", path, headers={**self.headers, **headers})
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return (time.perf_counter() - start) * 1000, content


def times(
    ports: list[int], cookie: str, paths: list[str], *, clients: int, asked: int, pause: float = 0, **headers
) -> list[float]:
    """Times of `asked` requests spread over clients, each its own way through the paths, `pause` seconds apart.

    As a proxy does, clients are shared evenly between the processes.
    """
    found, failures = [], []

    def ask(number: int) -> None:
        client = Client(ports[number % len(ports)], cookie)
        try:
            for path in itertools.islice(itertools.cycle(paths[number % len(paths) :] + paths), asked // clients):
                found.append(client.get(path, **headers)[0])
                time.sleep(pause)
        except (RuntimeError, OSError) as error:
            failures.append(error)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return found


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def asked_paths(cookie: str, port: int, words: dict) -> dict[str, tuple[list[str], dict]]:
    """What is measured: a name, the addresses, and the headers of each."""
    home = Client(port, cookie).get(LIST)[1].decode()
    cases = re.findall(rf'href="({LIST}[0-9a-f-]{{36}}/)"', home)[:40]
    searches = [f"/bureau/recherche/?q={one.format(**words).replace(' ', '+')}" for one in TYPED]
    return {
        "bare page of 50 rows": ([""], {}),
        "list, first page": ([LIST], {}),
        "list, last page": ([f"{LIST}?avant=fin"], {}),
        "list, filtered": ([f"{LIST}?{one.format(**words)}" for one in FILTERS], {}),
        "counters of the tabs": ([f"{LIST}compteurs/?"], {"HX-Request": "true"}),
        "search as one types": (searches, {"HX-Request": "true"}),
        "case page": (cases, {}),
    }


# Seconds between two requests of somebody who works: the search box waits that long after a letter, and nobody reads a
# list faster.
PAUSE = 0.12
PAUSED = ("list, filtered", "search as one types")
# Whoever sees only the cases of its organisation: the rows it may see are chosen in the query.
SCOPED = ("list, filtered", "search as one types", "case page")


def measure(environment: dict, cookies: dict, words: dict, *, clients: int, asked: int) -> dict[str, list[float]]:
    """Each thing in three rounds, the bare page in each: all meet the same neighbours."""
    found = {}
    with (
        served("faitiere.config.settings", environment) as site,
        served("benchmarks.desk_site.bare", environment) as bare,
    ):
        paths = asked_paths(cookies["admin"], site[0], words)
        seen_by_advisor = asked_paths(cookies["advisor"], site[0], words)
        for turn in range(4):
            for name, (some, headers) in paths.items():
                ports = bare if name.startswith("bare") else site
                some = ["/"] if name.startswith("bare") else some
                spent = times(ports, cookies["admin"], some, clients=clients, asked=asked, **headers)
                if turn:  # the first turn warms up
                    found.setdefault(name, []).extend(spent)
            for name in SCOPED:
                some, headers = seen_by_advisor[name]
                spent = times(site, cookies["advisor"], some, clients=clients, asked=asked, **headers)
                if turn:
                    found.setdefault(f"{name}, an advisor", []).extend(spent)
            for name in PAUSED:
                some, headers = paths[name]
                spent = times(site, cookies["admin"], some, clients=clients, asked=asked, pause=PAUSE, **headers)
                if turn:
                    found.setdefault(f"{name}, pauses of {PAUSE} s", []).extend(spent)
        alone = times(site, cookies["admin"], [LIST], clients=1, asked=100)
        alone_bare = times(bare, cookies["admin"], ["/"], clients=1, asked=100)
    found["list, alone"], found["bare, alone"] = alone, alone_bare
    return found


def prepare(cases: int, territories: int) -> dict:
    """Migrate, fill, sign in; what the requests need to know."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db.models import Count

    from benchmarks.desk_site.filling import fill, signed_in
    from faitiere.apps.cases.models import Case
    from faitiere.apps.contacts.models import Person
    from faitiere.apps.territories.actions import load_reference
    from faitiere.apps.territories.models import Territory
    from faitiere.lib.tenancy import territory_scope

    call_command("migrate", verbosity=0)
    if not Territory.objects.exists():
        call_command("createcachetable")
        load_reference()
        start = time.perf_counter()
        fill(cases, territories)
        print(f"  {cases} cases written in {time.perf_counter() - start:.0f} s", flush=True)
    with territory_scope(Territory.objects.get(slug="t0")):
        case = Case.objects.select_related("home").order_by("pk").first()
        name = Person.objects.values_list("last_name").annotate(n=Count("pk")).order_by("-n")[30][0]
    words = {"commune": case.home.commune_id, "stage": case.stage_id, "organisation": case.organisation_id}
    words |= {"name": name, "start": name[:3], "wrong": name[:2] + "x" + name[2:], "digits": "12"}
    cookies = {"admin": signed_in("a0-0@example.org"), "advisor": signed_in("a0-1@example.org")}
    return {"cookies": cookies, "words": {key: str(value) for key, value in words.items()}}


def guard_cost(cookie: str) -> float:
    """The list with the guard and the row-level policies, over the list without either, in one process (ratio)."""
    from django.db import connection
    from django.test import Client as Inside

    from faitiere.lib import row_security, tenancy

    inside = Inside(headers={"host": "t0.localhost"})
    inside.cookies["sessionid"] = cookie
    told = tenancy._tell_database

    def one() -> float:
        start = time.process_time(), time.perf_counter()
        assert inside.get(LIST, {"suite": "retard"}).status_code == 200
        return (time.perf_counter() - start[1]) * 1000

    def without() -> None:
        with connection.cursor() as cursor:
            for table in row_security.tenant_tables():
                cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        tenancy._tell_database = lambda value: None

    spent = {True: [], False: []}
    for turn in range(9):
        guarded = turn % 2 == 0
        if guarded:
            tenancy._tell_database = told
            row_security.secure_rows()
        else:
            without()
        for _ in range(5):
            one()
        spent[guarded] += [one() for _ in range(60)]
    tenancy._tell_database = told
    row_security.secure_rows()
    return statistics.median(spent[True]) / statistics.median(spent[False])


def lines(found: dict, guard: float | None) -> list[str]:
    """The table, in milliseconds and ratios."""
    bare = found["bare page of 50 rows"]
    told = ["| what | median, ms | p95, ms | worst, ms | p95 / bare page |", "|---|---|---|---|---|"]
    for name, spent in found.items():
        ratio = p95(spent) / p95(bare)
        told.append(f"| {name} | {statistics.median(spent):.1f} | {p95(spent):.1f} | {max(spent):.0f} | {ratio:.2f} |")
    first, last = (statistics.median(found[f"list, {one} page"]) for one in ("first", "last"))
    told += ["", f"Last page over first page (medians): {last / first:.2f}."]
    alone = statistics.median(found["list, alone"]) / statistics.median(found["bare, alone"])
    told.append(f"List over bare page, one client (medians): {alone:.2f}.")
    if guard:
        told.append(f"Tenancy guard and row-level security, list with over list without (medians): {guard:.3f}.")
    return told


def run_here(arguments) -> list[str]:
    """Measure on the database of the environment."""
    environment = dict(os.environ)
    known = prepare(arguments.cases, arguments.territories)
    found = measure(environment, known["cookies"], known["words"], clients=arguments.clients, asked=arguments.asked)
    guard = guard_cost(known["cookies"]["admin"]) if os.environ["DATABASE_URL"].startswith("postgres") else None
    return lines(found, guard)


def run_apart(arguments, *, database: str, cases: int) -> list[str]:
    """The same in a process of its own, with a folder and a database of its own."""
    with tempfile.TemporaryDirectory(prefix="faitiere-desk-") as folder:
        environment = {**os.environ, "FAITIERE_VAR": folder, "PYTHONPATH": str(ROOT), "ALLOWED_HOSTS": "*"}
        environment["SECRET_KEY"] = "for this benchmark only, on a scratch database" * 2
        environment |= {"DJANGO_SETTINGS_MODULE": "faitiere.config.settings", "DESK_OUT": f"{folder}/lines.json"}
        command = [sys.executable, __file__, "--here", "--cases", str(cases)]
        for name in ("territories", "clients", "asked"):
            command += [f"--{name}", str(getattr(arguments, name))]
        if database == "postgresql":
            command = [sys.executable, str(ROOT / "tools" / "with_postgres"), *command]
        else:
            environment["DATABASE_URL"] = f"sqlite:///{folder}/desk.sqlite3"
        subprocess.run(command, check=True, env=environment, cwd=ROOT)
        return json.loads(Path(environment["DESK_OUT"]).read_text(encoding="utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--sqlite-cases", type=int, default=50_000)
    parser.add_argument("--territories", type=int, default=40)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--asked", type=int, default=160, help="requests of each thing in a round")
    parser.add_argument("--only", choices=["postgresql", "sqlite"])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        Path(os.environ["DESK_OUT"]).write_text(json.dumps(run_here(arguments)), encoding="utf-8")
        return
    told = []
    for database, cases in (("postgresql", arguments.cases), ("sqlite", arguments.sqlite_cases)):
        if arguments.only in {None, database}:
            counted = f"{cases:,}".replace(",", " ")
            title = f"### {database}, {counted} cases, {arguments.territories} territories, {arguments.clients} clients"
            told += [title, "", *run_apart(arguments, database=database, cases=cases), ""]
    print("\n".join(told))
    if arguments.write:
        before, mark, after = PAGE.read_text(encoding="utf-8").partition("<!-- desk -->\n")
        end = after.partition("<!-- /desk -->")
        PAGE.write_text(before + mark + "\n".join(told).strip() + "\n" + end[1] + end[2], encoding="utf-8")


if __name__ == "__main__":
    main()
