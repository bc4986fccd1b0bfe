"""Writer of the pairs found by the nightly job."""

from collections import defaultdict

from django.db import transaction

from faitiere.apps.audit.actions import record

from ..blocking import pairs_of
from ..enums import PairState
from ..models import ContactPoint, DuplicatePair, Person

_BATCH = 1000


def look_for_duplicates(*, actor) -> int:
    """Compare the people of the territory in scope within their blocks, and keep the pairs to check; returns how many.

    Pairs no longer alike go, but for those that somebody set apart: these are never proposed again. The comparison
    holds no lock; only what it found is written in a transaction.
    """
    people = Person.objects.current().values_list("pk", "name_key", "phone_key", "email_key").order_by("pk")
    more = defaultdict(tuple)
    for pk, key in ContactPoint.objects.order_by().values_list("person_id", "key").iterator(chunk_size=5000):
        more[pk] += (key,)
    rows = ((*row, more.get(row[0], ())) for row in people.iterator(chunk_size=5000))
    found = {(one.first, one.second): one.reason for one in pairs_of(rows)}
    _keep(found, actor=actor)
    return len(found)


@transaction.atomic
def _keep(found: dict, *, actor) -> None:
    known = {(one.first_id, one.second_id): one for one in DuplicatePair.objects.all()}
    gone = [one.pk for key, one in known.items() if key not in found and one.state == PairState.TO_CHECK]
    for start in range(0, len(gone), _BATCH):
        DuplicatePair.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    fresh = [
        DuplicatePair(first_id=first, second_id=second, reason=reason)
        for (first, second), reason in found.items()
        if (first, second) not in known
    ]
    # Somebody may have merged or set apart meanwhile: what is there already stays.
    DuplicatePair.objects.bulk_create(fresh, batch_size=_BATCH, ignore_conflicts=True)
    if fresh or gone:
        record(actor=actor, verb="people.compared", found=len(fresh), gone=len(gone))
