"""Speed on a condominium of 1,000 lots: the plan of each owner, the simulated meeting, 300 sheets in one PDF.

    python benchmarks/condominium.py [--lots 1000] [--write]

Lots are made up (three keys, 900 owners, a third of them landlords) and imported by the real action in a scratch
SQLite database. Times are processor seconds, the best of three, so that a busy machine changes little. The meeting is
compared with the same draws counted owner by owner in plain Python.
"""

import argparse
import datetime as dt
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PAGE = ROOT / "docs" / "comprendre" / "votes.md"
MARKS = ("<!-- mesures -->\n", "<!-- fin des mesures -->")
SHEETS = 300
DAY = dt.date(2027, 1, 28)
_PEER_DRAWS = 200


def spent(done: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of the best of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        done()
        best = min(best, time.process_time() - start)
    return best


def listed(lots: int) -> str:
    """The syndic's list: the same every time."""
    draw = random.Random(20261125)
    head = "Lot;Nature;Surface;Occupation;DPE;Propriétaire;Charges générales;Chauffage;Ascenseur\n"
    rows = []
    for number in range(1, lots + 1):
        area, owner = draw.randint(25, 110), draw.randint(1, max(lots * 9 // 10, 1))
        use, label = draw.choice(("Occupé", "Occupé", "Loué")), draw.choice("CDEEFG")
        rows.append(f"{number};Logement;{area};{use};{label};Propriétaire {owner};{area * 3};{area * 2};{area}\n")
    return head + "".join(rows)


def filled(lots: int):
    """A condominium with its lots, a meeting of three works, declarations and intentions; the case of it."""
    from faitiere.apps.accounts.actors import system_actor
    from faitiere.apps.assemblies import actions
    from faitiere.apps.buildings.actions import import_lots
    from faitiere.apps.buildings.lots_rules import plan
    from faitiere.apps.buildings.lots_table import read_table
    from faitiere.apps.buildings.tests.factories import CondominiumFactory
    from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory
    from faitiere.apps.territories.models import Territory

    actor = system_actor(Territory.objects.get())
    condominium = CondominiumFactory()
    import_lots(actor=actor, condominium=condominium, plan=plan(read_table(listed(lots).encode()), totals={}))
    meeting = actions.plan_meeting(
        actor=actor, condominium=condominium, fields={"held_on": DAY, "fund_cents": 9_000_000}
    )
    for key in condominium.keys.all():
        works = {"title": f"Travaux, {key.name}", "majority": "25", "energy": True, "key": key}
        works |= {"cost_cents": 1_234_567_89, "aid_cents": 345_678_91}
        actions.add_resolution(actor=actor, meeting=meeting, fields=works)
    owners = list(condominium.owners.all())
    for rank, owner in enumerate(owners[::2]):
        said = {"income_bracket": ("tres_modeste", "modeste", "superieure")[rank % 3], "loan": "shared"}
        actions.save_owner_facts(actor=actor, owner=owner, fields=said, by_owner=False)
    stage = StageFactory(project_kind="condominium", name="Voter")
    return CaseFactory(home=condominium.home, project_kind="condominium", stage=stage), meeting


def peer(voices: dict[str, int], draws: int) -> None:
    """The same meeting drawn and counted one owner after another."""
    draw = random.Random(1)
    for _ in range(draws):
        votes_for = sum(held for held in voices.values() if draw.random() < 0.6 and draw.random() < 0.5)
        if votes_for * 2 > sum(voices.values()):
            continue


def measured(lots: int) -> list[tuple[str, str, str, str]]:
    """(what, measured, target, against) of each figure."""
    from faitiere.apps.assemblies import owner_plans, sheets
    from faitiere.apps.assemblies.counting import Draws, sheet
    from faitiere.apps.territories.models import Territory
    from faitiere.lib.numbers import number
    from faitiere.lib.reports import owner_sheets_pdf

    case, meeting = filled(lots)
    plans = owner_plans.plans(meeting).of_owners
    known = sheet(meeting)
    line = known.lines[0]
    draws = 10_000
    all_plans = spent(lambda: owner_plans.plans(meeting))

    def simulations() -> None:
        """As a page of the meeting asks for it: with those who come, and as if all voted by post."""
        afresh = Draws(known)
        afresh.of(line)
        afresh.of(line, all_vote=True)

    simulated = spent(simulations)
    plain = 2 * spent(lambda: peer(line.voices, _PEER_DRAWS)) * draws / _PEER_DRAWS
    printed = sheets.of(case, meeting, plans[:SHEETS], territory=Territory.objects.get())
    paper = spent(lambda: owner_sheets_pdf(printed, issued_on=DAY), times=1)
    return [
        (f"Plans de {len(plans)} copropriétaires recalculés, {number(lots)} lots", f"{all_plans:.2f} s", "1 s", ""),
        (
            f"Assemblée simulée deux fois (sans et avec les votes par correspondance), {number(draws)} tirages",
            f"{simulated:.2f} s",
            "1 s",
            f"{plain / simulated:.0f} fois plus vite",
        ),
        (f"{len(printed.sheets)} feuilles A4 dans un PDF", f"{paper:.1f} s", "20 s", ""),
    ]


def table(rows: list[tuple[str, str, str, str]]) -> str:
    """The rows as they stand in the page."""
    lines = ["| Calcul | Mesuré | Plafond | Contre un calcul voix par voix |", "|---|---|---|---|"]
    lines += [
        f"| {what} | {found.replace('.', ',')} | {most} | {against or 'sans objet'} |"
        for what, found, most, against in rows
    ]
    return "\n".join(lines) + "\n"


def write(text: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(MARKS[0])
    PAGE.write_text(before + MARKS[0] + text + MARKS[1] + rest.split(MARKS[1])[1], encoding="utf-8")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--lots", type=int, default=1000)
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"FAITIERE_TESTING": "1", "FAITIERE_VAR": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "faitiere.config.settings"
        import django

        django.setup()
        from django.core.management import call_command

        from faitiere.apps.territories.tests.factories import toulouse_metropole
        from faitiere.lib.tenancy import territory_scope

        call_command("migrate", verbosity=0)
        with territory_scope(toulouse_metropole()):
            text = table(measured(options.lots))
    print(text)
    if options.write:
        write(text)


if __name__ == "__main__":
    main()
