"""Check of the journal's hash chain."""

from collections.abc import Iterator
from dataclasses import dataclass

from .actions import digest_of
from .models import AuditEvent


@dataclass(frozen=True)
class Break:
    """First line that no longer agrees with its digest, with the line before it, or with its rank."""

    number: int
    reason: str


def breaks(territory_id) -> Iterator[Break]:
    """Every break in a territory's chain, in order; nothing when the journal is intact."""
    previous, expected = "", 1
    for event in AuditEvent.objects.filter(territory_id=territory_id).order_by("number").iterator():
        if event.number != expected:
            yield Break(event.number, f"la ligne {expected} manque")
        if event.previous != previous:
            yield Break(event.number, "la ligne ne suit pas la précédente")
        if event.digest != digest_of(event):
            yield Break(event.number, "le contenu de la ligne a changé")
        previous, expected = event.digest, event.number + 1
