"""Booking storm: 2,000 clicks on 200 slots by 8 connections, beside as many bare inserts, on SQLite and PostgreSQL.

    python benchmarks/public.py booking [--clicks 2000] [--clients 8] [--write]

Ten advisors open the same Monday: twenty slots each. A click is what the second screen sends: the slot is checked
(hours, notice, absences, seats), then written; when it has just been taken, another advisor at that moment is tried.
A bare insert is one transaction that writes the rows of a slot and nothing else. Both in the same process, in turn; the
ratio is told, and how many slots were taken twice, which must be none.
"""

import argparse
import datetime as dt
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "contribuer" / "performance-rendez-vous.md"
ADVISORS, MINUTES, ROUNDS = 10, 30, 3
sys.path.insert(0, str(ROOT))


def together(count: int, clients: int, gesture) -> tuple[float, Counter]:
    """Gestures a second, and what became of each: `gesture(rank)` is called `count` times over so many connections."""
    from django.db import connections

    found, gate, spent = Counter(), threading.Barrier(clients + 1), []

    def work(first: int) -> None:
        gate.wait()
        for rank in range(first, count, clients):
            found[gesture(rank)] += 1
        connections.close_all()

    threads = [threading.Thread(target=work, args=(first,)) for first in range(clients)]
    for thread in threads:
        thread.start()
    gate.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    spent.append(time.perf_counter() - start)
    return count / sum(spent), found


def opened():
    """Ten advisors, one Monday from 8 h to 18 h: the territory, what is wanted, its 200 slots."""
    from faitiere.apps.accounts.tests.factories import MembershipFactory
    from faitiere.apps.booking.reading import Wanted
    from faitiere.apps.booking.tests.factories import OpeningFactory, ReasonFactory, monday, slots_of
    from faitiere.apps.territories.models import Territory
    from faitiere.apps.territories.tests.factories import OrganisationFactory
    from faitiere.lib.tenancy import territory_scope

    territory = Territory.objects.create(slug="mesure", name="Mesure", case_prefix="M")
    with territory_scope(territory):
        organisation, reason = OrganisationFactory(), ReasonFactory(minutes=MINUTES)
        hours = {"start": dt.time(8), "end": dt.time(18), "starts_on": monday(0)}
        for _ in range(ADVISORS):
            advisor = MembershipFactory(organisation=organisation).user
            OpeningFactory(organisation=organisation, advisor=advisor, **hours)
        slots = slots_of(territory, reason, organisation)
        return territory, Wanted(reason, organisation, "phone"), slots


def storm(territory, wanted, slots: list, *, clicks: int, clients: int) -> tuple[float, Counter]:
    """Clicks a second."""
    from faitiere.apps.accounts.actors import Actor
    from faitiere.apps.booking.actions import Chosen, SlotTaken, hold
    from faitiere.lib.tenancy import territory_scope

    aimed = [random.Random(number).choice(slots) for number in range(clicks)]
    visitor = Actor(territory=territory)

    def click(rank: int) -> str:
        try:
            with territory_scope(territory):
                hold(actor=visitor, chosen=Chosen(aimed[rank].source.pk, aimed[rank].start), wanted=wanted)
        except SlotTaken:
            return "refused"
        return "taken"

    return together(clicks, clients, click)


def bare(territory, wanted, start: dt.datetime, *, clicks: int, clients: int) -> float:
    """Inserts a second: an appointment and its quarters, on calendars nobody else writes on."""
    from django.db import transaction

    from faitiere.apps.booking.models import Appointment, TakenQuarter
    from faitiere.apps.booking.slots import quarters
    from faitiere.lib.tenancy import territory_scope

    end = start + dt.timedelta(minutes=MINUTES)

    def insert(_: int) -> str:
        calendar = uuid.uuid4()
        with territory_scope(territory), transaction.atomic():
            made = Appointment.objects.create(
                reason=wanted.reason,
                organisation=wanted.organisation,
                calendar=calendar,
                way=wanted.way,
                starts_at=start,
                ends_at=end,
            )
            rows = [TakenQuarter(appointment=made, calendar=calendar, seat=0, at=at) for at in quarters(start, end)]
            TakenQuarter.objects.bulk_create(rows)
        return "written"

    return together(clicks, clients, insert)[0]


def measure(clicks: int, clients: int) -> dict:
    """Everything on the database of DATABASE_URL."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "faitiere.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from faitiere.apps.booking.models import Appointment, TakenQuarter
    from faitiere.lib.tenancy import territory_scope

    territory, wanted, slots = opened()
    told = {"slots": len(slots), "storm": [], "bare": [], "taken": [], "double": 0}
    for _ in range(ROUNDS):
        speed, found = storm(territory, wanted, slots, clicks=clicks, clients=clients)
        with territory_scope(territory):
            times = Counter(Appointment.objects.values_list("calendar", "starts_at"))
            told["double"] += sum(count - 1 for count in times.values())
            told["taken"].append(found["taken"])
            TakenQuarter.objects.all().delete()
            Appointment.objects.all().delete()
        told["storm"].append(speed)
        told["bare"].append(bare(territory, wanted, slots[0].start, clicks=clicks, clients=clients))
        with territory_scope(territory):
            TakenQuarter.objects.all().delete()
            Appointment.objects.all().delete()
    return told


def measured_apart(database: str, arguments) -> dict:
    """The same in a process, a folder and a database of its own."""
    with tempfile.TemporaryDirectory(prefix="faitiere-booking-") as folder:
        environment = {**os.environ, "FAITIERE_VAR": folder, "PYTHONPATH": str(ROOT)}
        environment |= {"SECRET_KEY": "for this benchmark only, on a scratch database" * 2}
        command = [sys.executable, __file__, "--here"]
        command += ["--clicks", str(arguments.clicks), "--clients", str(arguments.clients)]
        if database == "PostgreSQL":
            command = [sys.executable, str(ROOT / "tools" / "with_postgres"), *command]
        else:
            environment["DATABASE_URL"] = f"sqlite:///{folder}/booking.sqlite3"
        done = subprocess.run(command, check=True, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout.splitlines()[-1])


def line(database: str, told: dict) -> str:
    storms, bares = statistics.median(told["storm"]), statistics.median(told["bare"])
    taken = "/".join(map(str, told["taken"]))
    return (
        f"| {database} | {told['slots']} | {taken} | {told['double']} | {storms:.0f} | {bares:.0f} |"
        f" {storms / bares:.2f} |"
    )


def main() -> int:
    """0 when no slot was taken twice and each database keeps 60 % of its bare inserts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clicks", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        print(json.dumps(measure(arguments.clicks, arguments.clients)))
        return 0
    found = {database: measured_apart(database, arguments) for database in ("SQLite", "PostgreSQL")}
    heads = "| database | slots | taken, by round | taken twice | clicks a second | bare inserts a second | ratio |"
    lines = [heads, "|---|---|---|---|---|---|---|", *(line(database, told) for database, told in found.items())]
    print("\n".join(lines))
    if arguments.write:
        from benchmarks.public_site import write_table

        write_table(PAGE, "storm", "\n".join(lines))
    kept = all(statistics.median(one["storm"]) >= 0.6 * statistics.median(one["bare"]) for one in found.values())
    return 0 if kept and not any(one["double"] for one in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
