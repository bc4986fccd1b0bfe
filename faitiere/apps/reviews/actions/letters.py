"""Letters to the households whose aids change: each goes through the case, once."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import write_to_household
from faitiere.apps.cases.rules import Refused as CaseRefused

from ..letters import filled
from ..models import CaseChange
from ..rules import must_be_watch


@dataclass
class Sent:
    """What became of the letters asked for."""

    sent: list[CaseChange] = field(default_factory=list)
    already: list[CaseChange] = field(default_factory=list)
    refused: list[tuple[CaseChange, str]] = field(default_factory=list)


def send_letters(*, actor, lines: list[CaseChange], subject: str, text: str) -> Sent:
    """Write to the household of each line, its own figures in the text; what fails is said and stops no other."""
    outcome = Sent()
    for line in lines:
        must_be_watch(line.review)
        try:
            sent = _send(actor, line, subject=subject, text=text)
        except CaseRefused as refused:
            outcome.refused.append((line, str(refused)))
        else:
            (outcome.sent if sent else outcome.already).append(line)
    return outcome


@transaction.atomic
def _send(actor, line: CaseChange, *, subject: str, text: str) -> bool:
    """Claimed first, so that a double click or two advisors send one letter."""
    if not CaseChange.objects.filter(pk=line.pk, written_at=None).update(written_at=timezone.now()):
        return False
    write_to_household(actor=actor, case=line.case, subject=filled(subject, line), text=filled(text, line))
    record(actor=actor, verb="review.household_written", target=line, case_id=line.case_id)
    return True
