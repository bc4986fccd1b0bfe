"""What visitors without an account read: views whose answer is the same for all of them, and the models they read.

A view marked `same_for_all` may be kept in memory by the portal. Every tenant model it reads carries
`read_by_visitors = True`: whatever writes one of its rows tells `data_changed`, after the commit, and nothing kept
before is shown again. A test compares the tables such pages read with the models marked.
"""

import uuid
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.dispatch import Signal

# Sent with `territory_id`: the territory whose visitors read something else now, None for all of them.
data_changed = Signal()


@dataclass(frozen=True)
class SameForAll:
    """`parameters` are those of the address that the page reads; `apart(request)` tells visitors apart by groups."""

    parameters: frozenset[str]
    apart: Callable[[object], Hashable]


def same_for_all(*parameters: str, apart: Callable[[object], Hashable] = lambda request: None) -> Callable:
    """Mark a public view: its GET depends on the address, on the data and on the minute, never on who asks."""

    def mark(view: Any) -> Callable:
        view.same_for_all = SameForAll(frozenset(parameters), apart)
        return view

    return mark


@dataclass(frozen=True)
class _Told:
    territory_id: uuid.UUID | None

    def __call__(self) -> None:
        data_changed.send(sender=None, territory_id=self.territory_id)


def written(model: type, territory_id: uuid.UUID | None) -> None:
    """Rows of a model were written: when visitors read them, it is told once, after the commit."""
    if not getattr(model, "read_by_visitors", False):
        return
    told = _Told(territory_id)
    if not any(waiting == told for _, waiting, *_ in connection.run_on_commit):
        transaction.on_commit(told)
