"""What may happen to a building: its scenario, put to the vote, then its bills before and after the works."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from faitiere.apps.assemblies.actions import link_works
from faitiere.apps.assemblies.models import Resolution
from faitiere.apps.buildings.actions import NewBill, enter_bill, place_works, save_bill_year
from faitiere.apps.buildings.models import ShareKey
from faitiere.apps.buildings.site_works import kept_scenario
from faitiere.apps.studies.actions import Facts, choose, create_study, save_facts, save_scenario


def _site_study(told, step) -> None:
    """A study of the building: its facts, one or two scenarios, the last one kept; each work on its key."""
    given, actor = step["site_study"], told.actor
    keys = {key.name: str(key.pk) for key in ShareKey.objects.filter(condominium__home=told.case.home_id)}
    study = create_study(actor=actor, case=told.case)
    extra = {"built_year": given["built_year"], "cee_price_mwh": None, "condo": given["condo"]}
    study = save_facts(actor=actor, study=study, facts=Facts(None, extra=extra, filing_on=timezone.localdate()))
    for one in given["scenarios"]:
        works = [
            {"code": code, "parameters": {}, "quantity": None, "price_cents": price} | _key(keys, name)
            for code, price, name in one["works"]
        ]
        scenario = save_scenario(actor=actor, study=study, name=one["name"], works=works)
    choose(actor=actor, scenario=scenario)


def _key(keys: dict[str, str], name: str) -> dict:
    return {"key": keys[name]} if name in keys else {}


def _put_to_vote(told, step) -> None:
    """Resolutions already written take their amounts from the scenario."""
    meeting = told.case.home.condominium.meetings.first()
    for position, codes in step["put_to_vote"]:
        asked = Resolution.objects.get(meeting=meeting, position=position, second_of__isnull=True)
        link_works(actor=told.actor, resolution=asked, site=kept_scenario(told.case), codes=codes)


def _followed(told, step) -> None:
    """Heating by year with its degree-days; the years of the works, and those after."""
    given = step["followed"]
    days = {year: dt.date(year, 1, 1) for year, *_ in given["years"]}
    for year, kwh, cents, degree_days in given["years"]:
        bill = NewBill(days[year], "heat", given["energy"], Decimal(kwh), given["unit"], cents, "Comptes du syndic")
        enter_bill(actor=told.actor, home=told.case.home, given=bill)
        if degree_days:
            known = {"degree_days": Decimal(degree_days), "degree_days_source": "Saisis par le conseiller"}
            save_bill_year(actor=told.actor, home=told.case.home, starts_on=days[year], fields=known)
    during, after = ([days[year] for year in given[side]] for side in ("during", "after"))
    place_works(actor=told.actor, home=told.case.home, during=during, after=after)


WORKS_STEPS = {"site_study": _site_study, "put_to_vote": _put_to_vote, "followed": _followed}
