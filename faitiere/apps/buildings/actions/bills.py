"""Writers of energy bills."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from faitiere.apps.audit.actions import record

from ..bills_rules import BillsPlan, overlap
from ..models import BillYear, EnergyBill, Home
from ..rules import Refused


@transaction.atomic
def save_bill_year(*, actor, home: Home, starts_on: dt.date, fields: dict) -> BillYear:
    """Open a year or a season, or change what corrects and splits it.

    Raises `Refused` when it overlaps another one: a bill would then count twice.
    """
    year = BillYear.objects.filter(home=home, starts_on=starts_on).first() or BillYear(home=home, starts_on=starts_on)
    for other in BillYear.objects.filter(home=home).exclude(starts_on=starts_on):
        if overlap(other.starts_on, starts_on):
            raise Refused(
                f"{year.label} recouvre {other.label}, déjà saisie : des factures compteraient deux fois. "
                "Gardez des années civiles, ou des saisons."
            )
    for name, value in fields.items():
        setattr(year, name, value)
    year.save()
    record(actor=actor, verb="bills.year_saved", target=year, year=year.label)
    return year


@transaction.atomic
def place_works(*, actor, home: Home, during: Collection[dt.date], after: Collection[dt.date]) -> None:
    """Which years were those of the works, and which came after; the others are before.

    Raises `Refused` when a year is both, or when a year before the works follows one after them.
    """
    years = list(BillYear.objects.filter(home=home))
    if set(during) & set(after):
        raise Refused("Une année est pendant les travaux, ou après : pas les deux.")
    before = [year for year in years if year.starts_on not in (*during, *after)]
    if after and before and max(year.starts_on for year in before) > min(after):
        late = max(before, key=lambda year: year.starts_on)
        raise Refused(f"{late.label} suit une année après travaux : elle ne peut pas être avant.")
    for year in years:
        year.during_works, year.after_works = year.starts_on in during, year.starts_on in after
    BillYear.objects.bulk_update(years, ["during_works", "after_works"])
    record(actor=actor, verb="bills.works_placed", target=home, after=sorted(str(day) for day in after))


@dataclass(frozen=True)
class NewBill:
    """One bill as typed: `starts_on` the first day of its year or season, `quantity` in `unit`."""

    starts_on: dt.date
    use: str
    energy: str
    quantity: Decimal
    unit: str
    cents: int
    source: str = ""


@transaction.atomic
def enter_bill(*, actor, home: Home, given: NewBill) -> EnergyBill:
    """A bill and, the first time, its year; typed again for the same use and energy, it replaces what was there."""
    year = BillYear.objects.filter(home=home, starts_on=given.starts_on).first()
    year = year or save_bill_year(actor=actor, home=home, starts_on=given.starts_on, fields={})
    bill = EnergyBill.objects.filter(year=year, use=given.use, energy=given.energy).first()
    bill = bill or EnergyBill(year=year, use=given.use, energy=given.energy)
    bill.quantity, bill.unit, bill.cents, bill.source = given.quantity, given.unit, given.cents, given.source
    bill.entered_by = actor.user
    bill.save()
    record(actor=actor, verb="bills.saved", target=bill, year=year.label, use=bill.use)
    return bill


@transaction.atomic
def import_bills(*, actor, home: Home, plan: BillsPlan) -> int:
    """Every bill of a table, or none; a bill typed before for the same year, use and energy is replaced.

    Returns the number of bills. Raises `Refused` when the table has faults or overlaps a year entered meanwhile.
    """
    if plan.faults:
        raise Refused("Ce tableau a des anomalies : corrigez-les, puis déposez-le de nouveau.")
    Home.objects.select_for_update().get(pk=home.pk)
    for one in plan.lines:
        given = NewBill(one.starts_on, one.use, one.energy, one.quantity, one.unit, one.cents, one.source)
        enter_bill(actor=actor, home=home, given=given)
    record(actor=actor, verb="bills.imported", target=home, bills=len(plan.lines))
    return len(plan.lines)


@transaction.atomic
def remove_bill(*, actor, bill: EnergyBill) -> None:
    """Take a bill back; a year without any other bill goes with it."""
    year = bill.year
    record(actor=actor, verb="bills.removed", target=bill, year=year.label, use=bill.use)
    bill.delete()
    if not year.bills.exists():
        year.delete()
