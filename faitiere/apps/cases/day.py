"""What waits for an advisor this morning, block by block; `settings.DAY_BLOCKS` lists them, whichever app owns each."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.module_loading import import_string

from faitiere.lib.numbers import count

from .enums import CONTACTS, CaseStatus, TaskKind
from .models import DayLayout, Entry, Task
from .permissions import visible_to
from .portfolio import is_without

_SHOWN = 8
_RECENT_DAYS = 14
_COMING_DAYS = 7


@dataclass(frozen=True)
class Lines:
    """The first lines of a list, and how many there are in all."""

    rows: list
    total: int

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class DayBlock:
    """A block of the day: `read(actor)` gives its content, `template` shows it as `content`.

    roles  whose day it belongs to; everybody's at the desk when empty
    counted  how the sentence under the greeting counts its lines (singular, plural); empty: left out of it
    """

    key: str
    title: str
    template: str
    read: Callable
    aside: bool = False
    roles: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownBlock:
    block: DayBlock
    content: object

    @property
    def words(self) -> str:
        """ "2 messages sans réponse"; empty when nothing waits or the block is not counted."""
        total = getattr(self.content, "total", 0)
        return count(total, *self.block.counted) if self.block.counted and total else ""


def _lines(found: QuerySet) -> Lines:
    """Count only when the list is cut."""
    rows = list(found[: _SHOWN + 1])
    return Lines(rows[:_SHOWN], len(rows) if len(rows) <= _SHOWN else found.count())


def _seen(actor) -> QuerySet:
    cases = visible_to(actor).live().select_related("home__commune", "stage", "advisor")
    return cases.defer("home__commune__contour")


def _mine(actor) -> QuerySet:
    return _seen(actor).filter(advisor=actor.user)


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


def requests(actor) -> Lines:
    """Cases that nobody follows, oldest first."""
    return _lines(_seen(actor).filter(advisor__isnull=True).order_by("opened_at", "pk"))


def messages(actor) -> Lines:
    """My cases whose household waits for an answer."""
    return _lines(awaiting_answer(_mine(actor)).order_by("last_said_at", "pk"))


def tasks(actor) -> Lines:
    """Tasks due today or late."""
    return _lines(open_tasks(actor).filter(due_on__lte=timezone.localdate()))


def coming(actor) -> Lines:
    """Tasks of the days to come."""
    today = timezone.localdate()
    return _lines(open_tasks(actor).filter(due_on__gt=today, due_on__lte=today + dt.timedelta(days=_COMING_DAYS)))


def steps(actor) -> Lines:
    """My cases whose next step is due."""
    due = Q(status=CaseStatus.OPEN, next_step_on__lte=timezone.localdate()) & ~Q(next_step="")
    return _lines(_mine(actor).filter(due).order_by("next_step_on", "pk"))


def without(actor) -> Lines:
    """My cases where nobody said what happens next."""
    return _lines(_mine(actor).filter(is_without()).order_by("last_contact_at", "pk"))


def recent(actor) -> Lines:
    """My cases opened lately."""
    since = timezone.now() - dt.timedelta(days=_RECENT_DAYS)
    return _lines(_mine(actor).filter(opened_at__gte=since).order_by("-opened_at", "pk"))


def figures(actor) -> list[tuple[int, str]]:
    """My cases in figures, archived ones left out."""
    first = timezone.localdate().replace(day=1)
    mine = visible_to(actor).filter(advisor=actor.user).exclude(status=CaseStatus.ARCHIVED)
    counts = mine.aggregate(
        live=Count("pk", filter=~Q(status=CaseStatus.CLOSED)),
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


REQUESTS = DayBlock(
    "demandes",
    "Nouvelles demandes à prendre",
    "cases/day/requests.html",
    requests,
    counted=("demande à prendre", "demandes à prendre"),
)
TASKS = DayBlock("taches", "À faire", "cases/day/tasks.html", tasks, counted=("tâche du jour", "tâches du jour"))
COMING = DayBlock("a-venir", "À faire cette semaine", "cases/day/tasks.html", coming)
STEPS = DayBlock("etapes", "Prochaines étapes, aujourd’hui ou en retard", "cases/day/steps.html", steps)
WITHOUT = DayBlock("sans-suite", "Dossiers sans suite prévue", "cases/day/without.html", without)
MESSAGES = DayBlock(
    "messages",
    "Messages reçus",
    "cases/day/messages.html",
    messages,
    aside=True,
    counted=("message sans réponse", "messages sans réponse"),
)
FIGURES = DayBlock("mes-dossiers", "Mes dossiers", "cases/day/figures.html", figures, aside=True)
RECENT = DayBlock("recents", "Ouverts récemment", "cases/day/recent.html", recent, aside=True)


@dataclass(frozen=True)
class Arrangement:
    """Every block, in the order of the person, and those it put away."""

    blocks: list[DayBlock]
    hidden: frozenset[str]

    @property
    def keys(self) -> list[str]:
        return [block.key for block in self.blocks]


def arrangement_of(actor) -> Arrangement:
    """How the person arranged its day; a block it never saw comes last, shown."""
    blocks = map(import_string, settings.DAY_BLOCKS)
    every = {block.key: block for block in blocks if not block.roles or actor.has(*block.roles)}
    kept = DayLayout.objects.filter(user=actor.user).first()
    order = [key for key in (kept.order if kept else []) if key in every]
    blocks = [every[key] for key in dict.fromkeys([*order, *every])]
    return Arrangement(blocks, frozenset(kept.hidden if kept else []))


def day_of(actor) -> list[ShownBlock]:
    """The blocks the person shows, read, in its order."""
    arranged = arrangement_of(actor)
    return [ShownBlock(block, block.read(actor)) for block in arranged.blocks if block.key not in arranged.hidden]
