"""What a bulk action would do, row by row, without doing it."""

from collections import Counter
from dataclasses import dataclass

from ..models import BulkItem, BulkRun
from ..permissions import visible_to

_SHOWN = 20
_PIECE = 1000
_NOT_YOURS = "Vous n'avez pas le droit d'ouvrir ce dossier."


@dataclass(frozen=True)
class Preview:
    """How many cases would change, why the others would not, and the first ones of each sort."""

    allowed: int
    refused: int
    reasons: list[tuple[str, int]]
    first: list
    left: list[tuple]


def preview_of(run: BulkRun, verb, *, actor) -> Preview:
    """Read the cases piece by piece and ask the verb, exactly as the run will."""
    reasons, allowed, first, left = Counter(), 0, [], []
    ids = list(BulkItem.objects.filter(run=run).order_by("pk").values_list("case_id", flat=True))
    for start in range(0, len(ids), _PIECE):
        piece = ids[start : start + _PIECE]
        if hasattr(verb, "ready"):
            verb.ready(piece)
        seen = visible_to(actor).filter(pk__in=piece).select_related("advisor", "stage").prefetch_related("partners")
        cases = {case.pk: case for case in seen}
        reasons[_NOT_YOURS] += len(piece) - len(cases)
        for case in cases.values():
            if refusal := verb.refusal(case):
                reasons[refusal] += 1
                left.append((case, refusal))
            else:
                allowed += 1
                first.append(case)
        first, left = first[:_SHOWN], left[:_SHOWN]
    told = [(reason, count) for reason, count in reasons.most_common() if count]
    return Preview(allowed, sum(count for _, count in told), told, first, left)
