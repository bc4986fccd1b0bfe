"""What may happen in the case of a condominium: lots, diagnoses, bills, a general meeting to prepare."""

import datetime as dt
from decimal import Decimal
from importlib import resources

from django.utils import timezone

from faitiere.apps.assemblies.actions import add_resolution, plan_meeting, record_intentions, save_owner_facts
from faitiere.apps.assemblies.enums import LoanChoice
from faitiere.apps.buildings.actions import (
    NewBill,
    add_diagnosis,
    enter_bill,
    import_lots,
    save_bill_year,
    update_condominium,
)
from faitiere.apps.buildings.enums import SplitKind
from faitiere.apps.buildings.lots_rules import plan
from faitiere.apps.buildings.lots_table import read_table

from .works import WORKS_STEPS

_SURE = 80


def _site(told, step) -> None:
    known = dict(step["site"])
    approved = told.today - dt.timedelta(days=known.pop("accounts_approved_on"))
    update_condominium(actor=told.actor, condominium=told.case.home.condominium, accounts_approved_on=approved, **known)


def _lots(told, step) -> None:
    file = resources.files("faitiere.apps.buildings") / "demo" / step["lots"]
    found = plan(read_table(file.read_bytes()), totals={})
    condominium = told.case.home.condominium
    import_lots(actor=told.actor, condominium=condominium, plan=found, totals=found.sums())


def _diagnosis(told, step) -> None:
    given = step["diagnosis"]
    fields = {"kind": given["kind"], "label": given["label"], "done_on": told.today - dt.timedelta(days=given["ago"])}
    add_diagnosis(actor=told.actor, condominium=told.case.home.condominium, fields=fields)


def _bills(told, step) -> None:
    """Gas for heating and hot water in one bill, split by the accounts; common electricity apart."""
    for year, gas_kwh, gas_cents, water_m3, lights_kwh in step["bills"]:
        start = dt.date(int(year), 1, 1)
        gas = NewBill(start, "heat_and_water", "gas", Decimal(gas_kwh), "kWh PCS", gas_cents, "Comptes du syndic")
        lights = NewBill(
            start, "common", "electricity", Decimal(lights_kwh), "kWh", lights_kwh * 21, "Comptes du syndic"
        )
        for bill in (gas, lights):
            enter_bill(actor=told.actor, home=told.case.home, given=bill)
        split = {"split": SplitKind.METER, "hot_water_m3": Decimal(water_m3) / 100}
        save_bill_year(actor=told.actor, home=told.case.home, starts_on=start, fields=split)


def _meeting(told, step) -> None:
    given, condominium = step["meeting"], told.case.home.condominium
    fields = {
        "held_on": timezone.localdate() + dt.timedelta(days=given["in_days"]),
        "starts_at": dt.time.fromisoformat(given["at"]),
        "place": given["place"],
        "fund_cents": given["fund"],
        "loan_kind": given["loan"],
        "savings_cents": given["savings"],
    }
    meeting = plan_meeting(actor=told.actor, condominium=condominium, fields=fields)
    key = condominium.keys.order_by("position").first()
    for title, majority, energy, cost, aid in given["resolutions"]:
        fields = {"title": title, "majority": majority, "energy": energy, "cost_cents": cost, "aid_cents": aid}
        add_resolution(actor=told.actor, meeting=meeting, fields=fields | {"key": key})
    owners = iter(condominium.owners.order_by("name"))
    said = [(str(next(owners).pk), leaning) for leaning, many in given["leaning"].items() for _ in range(many)]
    for owner, bracket in zip(condominium.owners.order_by("name"), given["declared"], strict=False):
        fields = {"income_bracket": bracket, "loan": LoanChoice.COLLECTIVE}
        save_owner_facts(actor=told.actor, owner=owner, fields=fields, by_owner=False)
    record_intentions(actor=told.actor, meeting=meeting, intentions={who: (_SURE, leaning) for who, leaning in said})


CONDOMINIUM_STEPS = {
    "site": _site,
    "lots": _lots,
    "diagnosis": _diagnosis,
    "bills": _bills,
    "meeting": _meeting,
} | WORKS_STEPS
