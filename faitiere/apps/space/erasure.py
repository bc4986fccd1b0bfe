"""What the erasure asked by a person does: what goes at once, what is kept, why and until when. Writes nothing."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from faitiere.apps.cases.models import Case
from faitiere.apps.cases.rules import months_after
from faitiere.apps.contacts.models import Person
from faitiere.apps.territories.retention import months_kept, rules_on


@dataclass(frozen=True)
class KeptCase:
    """A case the law keeps: the rule, in words, and the day it is erased."""

    case: Case
    reason: str
    until: dt.date


@dataclass
class Erasure:
    """The cases of a person sorted by what happens to them."""

    gone: list[Case] = field(default_factory=list)
    shared: list[Case] = field(default_factory=list)
    kept: list[KeptCase] = field(default_factory=list)


def own_person(user) -> Person | None:
    """The person behind an account: the row that was kept when two were made one."""
    person = Person.objects.filter(user=user).select_related("merged_into").first()
    return person.merged_into or person if person else None


def cases_of(person: Person):
    """Cases a person takes part in today, whose data are still there."""
    today = timezone.localdate()
    links = person.participations.filter(person.participations.model.active_on(today))
    return Case.objects.filter(pk__in=links.values("case_id"), erased_at__isnull=True).order_by("opened_at")


def erasure_of(person: Person) -> Erasure:
    """What would happen today, were the person to ask for its erasure."""
    found, today = Erasure(), timezone.localdate()
    rule, months = rules_on(today)["case_aid"], months_kept(today)["case_aid"]
    for case in cases_of(person).select_related("home__commune"):
        filed = case.filing_on if case.filing_on and case.filing_on <= today else None
        until = months_after(filed, months) if filed else None
        if case.active_participants().exclude(person=person).exists():
            found.shared.append(case)
        elif until and until > today:
            found.kept.append(KeptCase(case, rule.label, until))
        else:
            found.gone.append(case)
    return found
