"""The timeline as it is read: filtered, grouped by day, and who opened the case."""

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import Count, Q
from django.utils import timezone

from faitiere.apps.audit.models import AuditEvent
from faitiere.lib.numbers import NBSP, day_words

from .enums import EntryKind, Visibility
from .models import Case, Entry, Task

STEP, MOST = 30, 600
_READS_SCANNED, _READERS_SHOWN = 60, 5
_DONE_DAYS, _DONE_SHOWN = 30, 3
# Every kind but the opening, of which there is one.
_KINDS = tuple(kind for kind in EntryKind if kind != EntryKind.CREATED)
_PLURALS = MappingProxyType(
    {
        "note": "Notes",
        "call": "Appels",
        "mail": "Courriels",
        "message": "Messages",
        "meeting": "Rendez-vous",
        "document": "Documents",
        "stage": "Étapes",
        "study": "Études",
        "act": "Actes",
    }
)
ICONS = MappingProxyType(
    {
        EntryKind.NOTE: "sticky-note",
        EntryKind.CALL: "phone",
        EntryKind.MAIL: "mail",
        EntryKind.MESSAGE: "message-square",
        EntryKind.MEETING: "calendar",
        EntryKind.DOCUMENT: "file-text",
        EntryKind.STAGE: "list-checks",
        EntryKind.STUDY: "scale",
        EntryKind.ACT: "calendar-check",
        EntryKind.CREATED: "house",
    }
)


@dataclass(frozen=True)
class Thread:
    """Days of entries, newest first, with the filters and what is left to show."""

    days: list[tuple[str, list[Entry]]]
    chips: list[dict]
    older: int
    more_url: str


def day_label(day: dt.date, today: dt.date) -> str:
    """ "Aujourd’hui", "Hier", or the weekday and the date with a capital."""
    if day == today:
        return "Aujourd’hui"
    return "Hier" if day == today - dt.timedelta(days=1) else day_words(day).capitalize()


def _condition(view: str) -> Q:
    if view in Visibility.values:
        return Q(visibility=view)
    return Q(kind=view) if view in EntryKind.values else Q()


def _chips(case: Case, view: str) -> list[dict]:
    """Filters with their counts, in one query; a kind that never happened is left out."""
    wanted = {"": Q(), Visibility.SHARED: Q(visibility="shared"), Visibility.INTERNAL: Q(visibility="internal")}
    wanted |= {kind: Q(kind=kind) for kind in _KINDS}
    counts = Entry.objects.filter(case=case).aggregate(
        **{f"n_{key or 'tout'}": Count("pk", filter=condition or None) for key, condition in wanted.items()}
    )
    words = {"": "Tout", "shared": f"Vu par {case.them.name}", "internal": "Interne"} | dict(_PLURALS)
    icons = {"shared": "eye", "internal": "lock"}
    return [
        {
            "label": words[key],
            "count": counts[f"n_{key or 'tout'}"],
            "icon": icons.get(key, ""),
            "url": f"?vue={key}" if key else "?",
            "current": key == view,
        }
        for key in wanted
        if counts[f"n_{key or 'tout'}"] or key in {"", "shared", "internal", view}
    ]


def _whole_mail(entry: Entry) -> str:
    """A mail received as it came, quote included, when its line shows less; "" otherwise."""
    whole = entry.incoming.text.strip() if entry.incoming else ""
    return "" if whole == entry.text else whole


def thread_of(case: Case, *, view: str = "", upto: int = STEP) -> Thread:
    """The timeline of a case; `view` is a visibility, a kind or "" for everything, `upto` how many lines."""
    view = view if view in {*Visibility.values, *EntryKind.values} else ""
    upto = min(max(upto, STEP), MOST)
    shown = Entry.objects.filter(_condition(view), case=case).select_related("document", "incoming")
    entries = shown.order_by("-at", "-pk")
    chips = _chips(case, view)
    total = next((chip["count"] for chip in chips if chip["current"]), 0)
    today, days = timezone.localdate(), []
    for entry in entries[:upto]:
        entry.icon, entry.whole = ICONS[EntryKind(entry.kind)], _whole_mail(entry)
        label = day_label(timezone.localdate(entry.at), today)
        if not days or days[-1][0] != label:
            days.append((label, []))
        days[-1][1].append(entry)
    older = max(total - upto, 0)
    return Thread(days, chips, older, f"?vue={view}&jusqua={upto + STEP}" if older else "")


@dataclass(frozen=True)
class CaseTasks:
    """What is to do, soonest first, and what was done lately."""

    todo: list[Task]
    done: list[Task]


def tasks_of(case: Case) -> CaseTasks:
    """Tasks of a case, in one query."""
    since = timezone.now() - dt.timedelta(days=_DONE_DAYS)
    recent = Q(done_at__isnull=True) | Q(done_at__gte=since)
    tasks = list(case.tasks.filter(recent).select_related("assignee").order_by("due_on", "pk"))
    done = sorted((task for task in tasks if task.done_at), key=lambda task: task.done_at, reverse=True)
    return CaseTasks([task for task in tasks if not task.done_at], done[:_DONE_SHOWN])


def openings_of(case: Case):
    """Every time the case was opened by somebody else than its household, newest first: the desk, who looked at the
    space in its place, and the guests it let in."""
    guests = case.space_guests.filter(person__user__isnull=False).values("person__user")
    opened = Q(verb__in=("case.read", "document.read", "impersonation.started"))
    seen_as = Q(verb="space.read", details__has_key="as")
    invited = Q(verb__in=("space.read", "document.read"), actor_id__in=guests)
    own = case.participants.filter(person__user__isnull=False).values("person__user")
    events = AuditEvent.objects.filter(opened | seen_as | invited, case_id=case.pk)
    return events.exclude(actor_id__in=own).order_by("-number")


def readers_of(case: Case) -> list[AuditEvent]:
    """Who opened the case lately: the last time of each, newest first."""
    latest = {}
    for event in openings_of(case)[:_READS_SCANNED]:
        latest.setdefault(event.actor_label, event)
    return list(latest.values())[:_READERS_SHOWN]


def relance_text(case: Case) -> str:
    """A first version of the message of a relance: what is missing, or plain news asked for."""
    if case.missing:
        return (
            f"Pour avancer sur votre projet, il nous manque{NBSP}: {case.missing}. Une photo suffit. "
            "Vous pouvez l'ajouter dans votre espace projet ou répondre par téléphone."
        )
    return (
        "Nous n'avons pas eu de vos nouvelles depuis notre dernier échange. Où en est votre projet ? "
        "Un mot ou un appel suffit pour que nous reprenions ensemble."
    )
