"""A table of bills between its reading and its import: what it would add, what surprises. Writes nothing."""

import datetime as dt
from collections import defaultdict

from django.utils import timezone

from faitiere.apps.buildings import bills_rules, table_drafts
from faitiere.apps.buildings.bills_rules import BillsPlan
from faitiere.apps.buildings.enums import BillEnergy, BillUse
from faitiere.apps.buildings.lots_table import read_table
from faitiere.apps.buildings.models import EnergyBill, Home
from faitiere.engines import bills as engine

from .bills import engine_bill, site_of

# A doubt is about totals: how a common boiler is shared does not change them.
_WHOLE = engine.Split(1.0, "provisoire")


def _what(home: Home) -> str:
    return f"bills:{home.pk}"


def put_aside(actor, home: Home, content: bytes) -> str:
    """Keep the table for its confirmation."""
    return table_drafts.put_aside(actor, _what(home), content)


def take_back(actor, home: Home, token: str) -> bytes:
    """The table that was put aside; `Refused` when it waited too long or is somebody else's."""
    return table_drafts.take_back(actor, _what(home), token)


def read(home: Home, content: bytes) -> BillsPlan:
    """What a table would add to this home. Raises `Refused` for what is no table."""
    table_drafts.check_size(content)
    known = list(home.bill_years.values_list("starts_on", flat=True))
    return bills_rules.plan(read_table(content), known=known, today=timezone.localdate())


def doubts(home: Home, plan: BillsPlan) -> list[str]:
    """Questions about values that surprise, once these bills are beside those already entered."""
    today = timezone.localdate()
    try:
        site = site_of(home)
    except ValueError:
        return []  # without an area nothing can be compared; the tab says that it is missing
    bills = _together(home, plan)
    labels = {bill.year for bill in bills}
    years = engine.balances(bills, site, engine.Basis(today, splits=dict.fromkeys(labels, _WHOLE)))
    new = {line.label for line in plan.lines}
    return [said for said in engine.doubts(years, on=today) if said.partition(" :")[0] in new]


def _together(home: Home, plan: BillsPlan) -> list[engine.Bill]:
    """Bills of the home as they would be after the import."""
    found: dict[tuple[dt.date, str, str], engine.Bill] = {}
    for bill in EnergyBill.objects.filter(year__home=home).select_related("year"):
        found[bill.year.starts_on, bill.use, bill.energy] = engine_bill(bill.year.label, bill)
    for line in plan.lines:
        found[line.starts_on, line.use, line.energy] = engine_bill(line.label, line)
    return list(found.values())


def preview(home: Home, plan: BillsPlan) -> dict:
    """What would be added, year by year, what would be replaced, and the questions."""
    known = set(EnergyBill.objects.filter(year__home=home).values_list("year__starts_on", "use", "energy"))
    by_year: dict[str, list[dict]] = defaultdict(list)
    for line in plan.lines:
        words = {"use": BillUse(line.use).label, "energy": BillEnergy(line.energy).label}
        replaces = (line.starts_on, line.use, line.energy) in known
        by_year[line.label].append({"line": line, "replaces": replaces} | words)
    return {"plan": plan, "years": dict(by_year), "doubts": doubts(home, plan)}
