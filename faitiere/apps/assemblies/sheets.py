"""The printed plan of each owner: words and figures for the report engine."""

from faitiere.engines import votes as law
from faitiere.lib.numbers import NBSP, date_words, day_words, money
from faitiere.lib.reports.owner_sheets import OwnerSheet, OwnerSheets

from . import key_doubts
from .enums import LoanKind
from .models import GeneralMeeting
from .owner_plans import Plan


def of(case, meeting: GeneralMeeting, plans: list[Plan], *, territory) -> OwnerSheets:
    """One sheet an owner, in the order given."""
    return OwnerSheets(
        brand=(territory.brand, territory.brand_soft, territory.accent),
        territory=territory.name,
        organisation=case.organisation.name,
        condominium=meeting.condominium.name,
        address=str(case.home),
        case_number=case.number,
        meeting=day_words(meeting.held_on),
        sheets=tuple(_sheet(one, meeting) for one in plans),
        warning=key_doubts.words_of(meeting),
    )


def _savings(one: Plan) -> list[str]:
    if not one.savings_cents:
        return []
    return [f"Économie de charges attendue{NBSP}: {money(one.savings_cents)} par an."]


def _refusal(meeting: GeneralMeeting) -> list[str]:
    """How to stay out of a loan that takes everybody in; nothing for another loan."""
    if meeting.loan_kind != LoanKind.OPT_OUT:
        return []
    until = "dans le délai que dira la notification du procès-verbal"
    if meeting.minutes_notified_on:
        until = f"jusqu'au {date_words(law.opt_out_clock(meeting.minutes_notified_on).refuse_by)}"
    return [
        "Prêt collectif de tous, sauf refus (article 26-4 III) : s'il est voté, vous en faites partie. "
        f"Pour payer votre part vous-même, refusez-le par écrit au syndic {until}."
    ]


def _sheet(one: Plan, meeting: GeneralMeeting) -> OwnerSheet:
    plan = one.money
    rows = [(label, money(cost)) for label, cost, _ in plan.lines]
    rows += [("Aides collectives", money(-plan.collective_aid_cents))] if plan.collective_aid_cents else []
    rows += [("Fonds de travaux", money(-plan.fund_cents))] if plan.fund_cents else []
    rows += [("Prime individuelle, à confirmer", money(-plan.own_aid_cents))] if plan.own_aid_cents else []
    monthly = ""
    if plan.monthly_cents:
        years = plan.means.loan_months // 12
        monthly = (
            f"{money(plan.monthly_cents, with_cents=True)} par mois pendant {years}{NBSP}ans, prêt collectif proposé"
        )
    return OwnerSheet(
        owner=one.owner.name,
        lots=", ".join(lot.number for lot in one.lots),
        rows=tuple(rows),
        remaining=money(plan.remaining_cents),
        monthly=monthly,
        sentences=(*_savings(one), *one.sentences, *_refusal(meeting)),
        dated=date_words(meeting.held_on),
    )
