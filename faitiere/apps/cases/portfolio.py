"""The portfolio: which cases, in which order, from where. The address holds it all: `?q=…&commune=…&tri=-ouvert`."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from faitiere.apps.contacts.rules import name_key, partial_phone_key
from faitiere.lib.numbers import NBSP

from .enums import CaseStatus
from .models import Participant

PAGE_SIZE = 50
_FAR = dt.date(9999, 1, 1)
_PHONE_DIGITS = 4
LATE, WITHOUT, NOBODY, MINE = "retard", "sans", "aucun", "moi"


@dataclass(frozen=True)
class Sort:
    """A sortable column: what the database orders by, and how a value of it is read back from the address."""

    expression: object
    read: Callable[[str], object]


def _moment(text: str) -> dt.datetime:
    """An aware moment; ValueError for anything else, OverflowError for one that no calendar holds."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment with its time zone is expected")
    return moment.astimezone(dt.UTC)


SORTS = {
    "nom": Sort(Lower("title"), str),
    "suite": Sort(
        Coalesce(F("next_step_on"), Value(_FAR, output_field=DateField()), output_field=DateField()),
        dt.date.fromisoformat,
    ),
    "ouvert": Sort(F("opened_at"), _moment),
    "contact": Sort(F("last_contact_at"), _moment),
}
DEFAULT_SORT = "suite"


@dataclass(frozen=True)
class Filters:
    """What the address asks for; a value that means nothing is left out."""

    text: str = ""
    commune: str = ""
    stage: uuid.UUID | None = None
    status: str = ""
    advisor: str = ""
    organisation: uuid.UUID | None = None
    following: str = ""
    sort: str = DEFAULT_SORT
    after: str = ""


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def read_filters(query) -> Filters:
    """Filters of a QueryDict; live cases when no status is asked for."""
    asked = {key: query.get(key, "").strip().replace("\x00", "")[:120] for key in query}
    advisor, sort = asked.get("conseiller", ""), asked.get("tri", DEFAULT_SORT)
    status = asked.get("etat", "")
    return Filters(
        text=asked.get("q", ""),
        commune=asked.get("commune", ""),
        stage=_uuid(asked.get("etape", "")),
        status=status if status in {*CaseStatus.values, "tous"} else "",
        advisor=advisor if advisor in {MINE, NOBODY} or _uuid(advisor) else "",
        organisation=_uuid(asked.get("structure", "")),
        following=asked.get("suite", "") if asked.get("suite") in {LATE, WITHOUT} else "",
        sort=sort if sort.removeprefix("-") in SORTS else DEFAULT_SORT,
        after=query.get("page", "").replace("\x00", ""),
    )


def _with_text(cases: QuerySet, text: str) -> QuerySet:
    """Cases where each word typed is in a name, the commune, the address, the e-mail or the number; or the phone is."""
    digits = partial_phone_key(text)
    if len(digits) >= _PHONE_DIGITS and not any(char.isalpha() for char in text):
        phones = Participant.objects.filter(person__phone_key__contains=digits)
        return cases.filter(Q(pk__in=phones.values("case_id")) | Q(number__contains=text) | Q(home__postcode=text))
    if "@" in text:
        mails = Participant.objects.filter(person__email_key__contains=text.lower())
        return cases.filter(pk__in=mails.values("case_id"))
    for word in name_key(text).split():
        named = Participant.objects.filter(person__name_key__contains=word)
        cases = cases.filter(
            Q(pk__in=named.values("case_id"))
            | Q(home__commune__search_key__contains=word)
            | Q(home__address__icontains=word)
            | Q(number__contains=word)
        )
    return cases


def matching(cases: QuerySet, filters: Filters, *, actor) -> QuerySet:
    """The cases the filters keep, among those given."""
    if filters.text:
        cases = _with_text(cases, filters.text)
    if filters.commune:
        cases = cases.filter(home__commune_id=filters.commune)
    if filters.stage:
        cases = cases.filter(stage_id=filters.stage)
    if filters.organisation:
        cases = cases.filter(organisation_id=filters.organisation)
    if filters.status and filters.status != "tous":
        cases = cases.filter(status=filters.status)
    elif not filters.status and not filters.text:
        cases = cases.live()
    if filters.advisor == NOBODY:
        cases = cases.filter(advisor__isnull=True)
    elif filters.advisor:
        cases = cases.filter(advisor_id=actor.user_id if filters.advisor == MINE else _uuid(filters.advisor))
    if filters.following == LATE:
        cases = cases.filter(is_late())
    elif filters.following == WITHOUT:
        cases = cases.filter(is_without())
    return cases


def is_late() -> Q:
    """Open, and its next step should have happened."""
    return Q(status=CaseStatus.OPEN, next_step_on__lt=timezone.localdate())


def is_without() -> Q:
    """Open, and nobody said what happens next."""
    return Q(status=CaseStatus.OPEN, next_step="")


def counters(cases: QuerySet, *, actor) -> dict[str, int]:
    """Counts beside the saved filters, live cases only."""
    return cases.live().aggregate(
        tous=Count("pk"),
        miens=Count("pk", filter=Q(advisor_id=actor.user_id)),
        a_prendre=Count("pk", filter=Q(advisor__isnull=True)),
        retard=Count("pk", filter=is_late()),
        sans=Count("pk", filter=is_without()),
    )


@dataclass(frozen=True)
class Page:
    """Rows of a page and the mark of the next one ("" on the last)."""

    rows: list
    next_mark: str


def page_of(cases: QuerySet, filters: Filters) -> Page:
    """Keyset page: the last page costs what the first does. A mark that means nothing gives the first page."""
    name, descending = filters.sort.removeprefix("-"), filters.sort.startswith("-")
    sort = SORTS[name]
    cases = cases.annotate(sort_key=sort.expression).order_by("-sort_key" if descending else "sort_key", "pk")
    if mark := _read_mark(filters.after, sort):
        value, last = mark
        beyond = Q(sort_key__lt=value) if descending else Q(sort_key__gt=value)
        cases = cases.filter(beyond | Q(sort_key=value, pk__gt=last))
    cases = cases.select_related("home__commune", "stage", "advisor", "organisation")
    rows = list(cases.defer("home__commune__contour")[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return Page(rows, _mark(rows[-1]) if more else "")


def _mark(case) -> str:
    key = case.sort_key
    return f"{key if isinstance(key, str) else key.isoformat()}~{case.pk}"


def _read_mark(mark: str, sort: Sort):
    value, separator, last = mark.rpartition("~")
    try:
        return (sort.read(value), uuid.UUID(last)) if separator else None
    except (ValueError, OverflowError):
        return None


def filter_tags(query, filters: Filters, *, choices: dict[str, list]) -> list[dict]:
    """Active filters as removable tags: words, and the address without each."""
    names = {
        "q": "Recherche",
        "commune": "Commune",
        "etape": "Étape",
        "etat": "État",
        "conseiller": "Conseiller",
        "structure": "Structure",
        "suite": "Suite",
    }
    kept = {
        "q": filters.text,
        "commune": filters.commune,
        "etape": str(filters.stage or ""),
        "etat": filters.status,
        "conseiller": filters.advisor,
        "structure": str(filters.organisation or ""),
        "suite": filters.following,
    }
    tags = []
    for key, value in kept.items():
        if not value:
            continue
        without = query.copy()
        without.pop(key, None)
        without.pop("page", None)
        word = dict(choices.get(key, [])).get(value, value)
        tags.append({"label": f"{names[key]}{NBSP}: {word}", "name": names[key], "url": f"?{without.urlencode()}"})
    return tags
