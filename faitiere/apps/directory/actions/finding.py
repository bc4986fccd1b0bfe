"""The words a professional is found by in the advisor's search box: those of its name."""

from collections.abc import Iterable

from faitiere.apps.search.actions import link_all
from faitiere.apps.search.rules import words_of

from ..models import Professional

FOUND_AS = "professional"
_BATCH = 2_000


def index(professionals: Iterable[Professional]) -> None:
    """These professionals are found by their names as they stand."""
    link_all(kind=FOUND_AS, words={one.pk: words_of(one.name) for one in professionals})


def index_all() -> None:
    """Everybody of the territory, a batch at a time."""
    batch = []
    for one in Professional.objects.only("name").iterator(chunk_size=_BATCH):
        batch.append(one)
        if len(batch) == _BATCH:
            index(batch)
            batch = []
    index(batch)
