"""The block of the day of legal advisors: questions that wait for their answer."""

from faitiere.apps.accounts.enums import Role
from faitiere.apps.cases.day import DayBlock, Lines

from .enums import QuestionStatus
from .permissions import answerable_by

_SHOWN = 8


def waiting(actor) -> Lines:
    """Questions to answer, oldest first."""
    found = answerable_by(actor).filter(status=QuestionStatus.ASKED)
    found = found.select_related("subject__parent", "case", "asked_by").order_by("asked_on", "pk")
    rows = list(found[: _SHOWN + 1])
    return Lines(rows[:_SHOWN], len(rows) if len(rows) <= _SHOWN else found.count())


WAITING = DayBlock(
    "avis-juridiques",
    "Avis juridiques demandés",
    "legal/day_waiting.html",
    waiting,
    roles=(Role.LEGAL_ADVISOR,),
    counted=("avis juridique à rendre", "avis juridiques à rendre"),
)
