"""The printed plan of each owner: words and figures for the report engine."""

from collections.abc import Sequence
from textwrap import shorten

from faitiere.engines import votes as law
from faitiere.lib.numbers import NBSP, count, date_words, day_words, money
from faitiere.lib.reports.owner_sheets import OwnerSheet, OwnerSheets

from . import key_doubts
from .enums import LoanKind
from .models import GeneralMeeting
from .owner_plans import Plan, few

# What one A4 page holds, with all that may be said below.
_MOST_WORKS, _MOST_KEYS, _LONGEST = 14, 4, 90


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
        warning=key_doubts.short_words_of(meeting),
    )


def _savings(one: Plan) -> list[str]:
    """What is saved on the charges, and the effort that is left once the loan is paid."""
    if not one.savings_cents:
        return []
    saved = f"{money(one.savings_cents)} par an, soit {money(one.monthly_savings_cents)} par mois"
    effort = ""
    if one.money.monthly_cents and one.net_monthly_cents > 0:
        effort = f"{NBSP}; effort net{NBSP}: {money(one.net_monthly_cents)} par mois"
    elif one.money.monthly_cents:
        effort = ", plus que la mensualité"
    return [f"Économie de charges attendue{NBSP}: {saved}{effort}."]


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


def _costs(lines: Sequence[tuple[str, int, int]]) -> list[tuple[str, str]]:
    """Its share of each work; beyond what a page holds, the smallest are summed in one row."""
    shown = range(len(lines))
    if len(lines) > _MOST_WORKS:
        shown = sorted(sorted(shown, key=lambda place: -lines[place][1])[: _MOST_WORKS - 1])
    rows = [(_short(lines[place][0]), money(lines[place][1])) for place in shown]
    left = [cost for place, (_, cost, _) in enumerate(lines) if place not in shown]
    return rows + ([(count(len(left), "autre travail", "autres travaux"), money(sum(left)))] if left else [])


def _aids(by_key: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    """Collective aids by key of shares; those of the last keys together when there are many."""
    kept = by_key if len(by_key) <= _MOST_KEYS else by_key[: _MOST_KEYS - 1]
    rows = [(_short(f"Aides collectives, clé « {key} »"), money(-cents)) for key, cents in kept]
    left = sum(cents for _, cents in by_key[len(kept) :])
    return rows + ([("Aides collectives, autres clés", money(-left))] if left else [])


def _short(label: str) -> str:
    return shorten(label, _LONGEST, placeholder="…")


def _sheet(one: Plan, meeting: GeneralMeeting) -> OwnerSheet:
    plan = one.money
    rows = [*_costs(plan.lines), *_aids(plan.aids_by_key)]
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
        lots=few([lot.number for lot in one.lots]),
        rows=tuple(rows),
        remaining=money(plan.remaining_cents),
        monthly=monthly,
        sentences=(*_savings(one), *one.sentences, *_refusal(meeting)),
        dated=date_words(meeting.held_on),
    )
