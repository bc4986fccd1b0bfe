"""Writers of energy bills."""

import datetime as dt

from django.db import transaction

from faitiere.apps.audit.actions import record

from ..models import BillYear, EnergyBill, Home
from ..rules import Refused


@transaction.atomic
def save_bill_year(*, actor, home: Home, starts_on: dt.date, fields: dict) -> BillYear:
    """Open a year or a season, or change what corrects and splits it.

    Raises `Refused` when it overlaps another one: a bill would then count twice.
    """
    year = BillYear.objects.filter(home=home, starts_on=starts_on).first() or BillYear(home=home, starts_on=starts_on)
    for other in BillYear.objects.filter(home=home).exclude(starts_on=starts_on):
        if abs((other.starts_on - starts_on).days) < 365:
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
def save_bill(*, actor, year: BillYear, use: str, energy: str, fields: dict) -> EnergyBill:
    """What was billed for a use and an energy in a year; typed again, it replaces what was there."""
    bill = EnergyBill.objects.filter(year=year, use=use, energy=energy).first()
    bill = bill or EnergyBill(year=year, use=use, energy=energy)
    for name, value in fields.items():
        setattr(bill, name, value)
    bill.entered_by = actor.user
    bill.save()
    record(actor=actor, verb="bills.saved", target=bill, year=year.label, use=use)
    return bill


@transaction.atomic
def remove_bill(*, actor, bill: EnergyBill) -> None:
    """Take a bill back; a year without any other bill goes with it."""
    year = bill.year
    record(actor=actor, verb="bills.removed", target=bill, year=year.label, use=bill.use)
    bill.delete()
    if not year.bills.exists():
        year.delete()
