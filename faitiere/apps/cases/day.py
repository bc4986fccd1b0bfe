"""What waits for an advisor this morning."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from .enums import CONTACTS, CaseStatus, TaskKind
from .models import Entry, Task
from .permissions import visible_to
from .portfolio import is_without

_SHOWN = 8
_RECENT_DAYS = 14


@dataclass(frozen=True)
class Lines:
    """The first lines of a list, and how many there are in all."""

    rows: list
    total: int

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Day:
    requests: Lines
    messages: Lines
    tasks: Lines
    steps: Lines
    without: Lines
    recent: Lines
    figures: list[tuple[int, str]]


def _lines(found: QuerySet) -> Lines:
    """Count only when the list is cut."""
    rows = list(found[: _SHOWN + 1])
    return Lines(rows[:_SHOWN], len(rows) if len(rows) <= _SHOWN else found.count())


def open_tasks(actor) -> QuerySet:
    """Tasks an actor has to do, late first, in the cases it may open."""
    tasks = Task.objects.filter(assignee=actor.user, done_at__isnull=True, case__in=visible_to(actor).live())
    tasks = tasks.select_related("case__home__commune").defer("case__home__commune__contour")
    return tasks.order_by("due_on", "pk")


def awaiting_answer(cases: QuerySet) -> QuerySet:
    """Cases where nobody wrote, called or met since the household wrote."""
    exchanges = Entry.objects.filter(case=OuterRef("pk"), kind__in=CONTACTS).order_by("-at", "-pk")
    last = {name: Subquery(exchanges.values(name)[:1]) for name in ("from_household", "at", "text")}
    return cases.annotate(
        last_from_household=last["from_household"], last_said_at=last["at"], last_said=last["text"]
    ).filter(last_from_household=True)


def day_of(actor) -> Day:
    """Everything that waits for an advisor, each list bounded."""
    today = timezone.localdate()
    seen = visible_to(actor).live().select_related("home__commune", "stage", "advisor")
    seen = seen.defer("home__commune__contour")
    mine = seen.filter(advisor=actor.user)
    due = Q(status=CaseStatus.OPEN, next_step_on__lte=today) & ~Q(next_step="")
    since = timezone.now() - dt.timedelta(days=_RECENT_DAYS)
    return Day(
        requests=_lines(seen.filter(advisor__isnull=True).order_by("opened_at", "pk")),
        messages=_lines(awaiting_answer(mine).order_by("last_said_at", "pk")),
        tasks=_lines(open_tasks(actor).filter(due_on__lte=today)),
        steps=_lines(mine.filter(due).order_by("next_step_on", "pk")),
        without=_lines(mine.filter(is_without()).order_by("last_contact_at", "pk")),
        recent=_lines(mine.filter(opened_at__gte=since).order_by("-opened_at", "pk")),
        figures=_figures(actor, today),
    )


def _figures(actor, today: dt.date) -> list[tuple[int, str]]:
    first = today.replace(day=1)
    mine = visible_to(actor).filter(advisor=actor.user)
    counts = mine.aggregate(
        live=Count("pk", filter=~Q(status__in=[CaseStatus.CLOSED, CaseStatus.ARCHIVED])),
        new=Count("pk", filter=Q(opened_at__date__gte=first)),
        paused=Count("pk", filter=Q(status=CaseStatus.PAUSED)),
    )
    sent = Task.objects.filter(assignee=actor.user, kind=TaskKind.RELANCE, done_at__date__gte=first).count()
    return [
        (counts["live"], "suivis"),
        (counts["new"], "ouverts ce mois-ci"),
        (counts["paused"], "en pause"),
        (sent, "relances ce mois-ci"),
    ]
