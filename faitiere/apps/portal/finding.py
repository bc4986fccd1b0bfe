"""The search of the portal: published pages a visitor may read, those that say it in their title first."""

from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page

from .models import LibraryUse, PageWords
from .words import stems

_TITLE, _KEPT = 8, 50


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    excerpt: str


def _score(row: PageWords, wanted: list[str]) -> int:
    """How many of the stems are there, then how often, the title counting more."""
    there = sum(f" {stem} " in row.title_stems or f" {stem} " in row.stems for stem in wanted)
    often = sum(_TITLE * row.title_stems.count(f" {stem} ") + row.stems.count(f" {stem} ") for stem in wanted)
    return there * 1000 + min(often, 999)


def find_pages(text: str, *, request) -> list[Hit]:
    """Pages that hold every word typed; when none does, those that hold some."""
    wanted = list(dict.fromkeys(stems(text[:200])))[:12]
    if not wanted:
        return []
    holds = [Q(title_stems__contains=f" {stem} ") | Q(stems__contains=f" {stem} ") for stem in wanted]
    some = Q()
    for one in holds:
        some |= one
    readable = Page.objects.live().public().values("pk")
    rows = list(PageWords.objects.filter(some, page__in=readable).select_related("page"))
    scores = {row.pk: _score(row, wanted) for row in rows}
    every = [row for row in rows if scores[row.pk] >= 1000 * len(wanted)]
    best = sorted(every or rows, key=lambda row: (-scores[row.pk], row.page.title))[:_KEPT]
    lent = dict(LibraryUse.objects.filter(local=None).values_list("page_id", "index"))
    return [Hit(row.page.title, address, row.excerpt) for row in best if (address := _address(row, lent, request))]


def _address(row: PageWords, lent: dict, request) -> str:
    """Where the page is read here; empty for a page of the library whose list is no longer published."""
    if row.page_id not in lent:
        return row.page.get_url(request) or ""
    index = Page.objects.live().filter(pk=lent[row.page_id]).first()
    return f"{index.get_url(request)}{row.page.slug}/" if index else ""
