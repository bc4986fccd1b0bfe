"""Bulk actions: prepared, looked at, run row by row in the name of the person who asked, stopped, resumed, taken back.

Each row is claimed by compare-and-set in the transaction that changes the case: two workers, a restart or a crash
never do it twice, and what is not done is still waiting.
"""

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import OperationalError, transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record

from ..enums import BulkState, BulkVerb, ItemState
from ..models import BulkItem, BulkRun, Case
from ..permissions import can_write, visible_to
from ..rules import Refused
from .bulk_verbs import verb_of
from .tags import name_tag

MOST = 20_000
AT_ONCE = 50
_BATCH = 50
_NOT_YOURS = "Vous n'avez pas le droit d'ouvrir ce dossier."
_BROKEN = "Erreur de notre fait : ce dossier est resté tel quel. Refaites-le à la main."
_LOGGER = logging.getLogger(__name__)


@transaction.atomic
def prepare(*, actor, verb: str, case_ids: Iterable[uuid.UUID]) -> BulkRun:
    """A draft over these cases; nothing is done to them yet."""
    chosen = list(dict.fromkeys(case_ids))
    if not chosen:
        raise Refused("Choisissez au moins un dossier, puis l'action.")
    if len(chosen) > MOST:
        raise Refused(f"Une action porte sur {MOST} dossiers au plus. Ajoutez un filtre.")
    run = BulkRun.objects.create(verb=verb, author=actor.user)
    BulkItem.objects.bulk_create([BulkItem(run=run, case_id=one) for one in chosen], batch_size=2000)
    record(actor=actor, verb="bulk.prepared", target=run, what=verb, cases=len(chosen))
    return run


@transaction.atomic
def describe(*, actor, run: BulkRun, details: dict) -> None:
    """Say what exactly is to be done, while it is a draft; a new tag is made then."""
    if "tag_name" in details:
        details = {"tag": str(name_tag(actor=actor, name=details["tag_name"]).pk)}
    if not BulkRun.objects.filter(pk=run.pk, state=BulkState.DRAFT).update(details=details):
        raise Refused("Cette action a déjà commencé : elle ne change plus.")
    run.details = details
    record(actor=actor, verb="bulk.described", target=run)


@transaction.atomic
def start(*, actor, run: BulkRun) -> None:
    """Begin, or go on after a stop. The rows are done by `work`."""
    if not run.details and run.verb != BulkVerb.ARCHIVE:
        raise Refused("Dites d'abord ce qu'il faut faire.")
    verb_of(run)  # refuses when what was chosen is gone
    from_states = [BulkState.DRAFT, BulkState.STOPPED]
    if not BulkRun.objects.filter(pk=run.pk, state__in=from_states).update(state=BulkState.RUNNING):
        raise Refused("Cette action est déjà lancée. Voyez où elle en est.")
    run.state = BulkState.RUNNING
    record(actor=actor, verb="bulk.started", target=run, what=run.verb)


@transaction.atomic
def stop(*, actor, run: BulkRun) -> None:
    """Do (or undo) no more rows; those already done stay done, and may be taken back."""
    going = [BulkState.RUNNING, BulkState.UNDOING]
    if BulkRun.objects.filter(pk=run.pk, state__in=going).update(state=BulkState.STOPPED):
        record(actor=actor, verb="bulk.stopped", target=run)


@transaction.atomic
def start_undo(*, actor, run: BulkRun) -> None:
    """Begin to take back what was done. The rows are done by `work`."""
    from_states = [BulkState.DONE, BulkState.STOPPED]
    if run.state in from_states and not verb_of(run).undoable:
        raise Refused("Un message parti ne se rattrape pas.")
    if not BulkRun.objects.filter(pk=run.pk, state__in=from_states).update(state=BulkState.UNDOING):
        raise Refused("Cette action ne peut pas être annulée maintenant.")
    run.state = BulkState.UNDOING
    record(actor=actor, verb="bulk.undone", target=run, what=run.verb)


@dataclass(frozen=True)
class _Way:
    """Doing or undoing: the state of the run, the rows it takes, what they become, and the end."""

    state: str
    takes: str
    makes: str
    refused: str
    ends: str


_DOING = _Way(BulkState.RUNNING, ItemState.WAITING, ItemState.DONE, ItemState.SKIPPED, BulkState.DONE)
_UNDOING = _Way(BulkState.UNDOING, ItemState.DONE, ItemState.UNDONE, ItemState.KEPT, BulkState.UNDONE)


def work(*, actor, run: BulkRun) -> None:
    """Do (or undo) every row left, a transaction each, until the end or a stop; who must be told is told at the end."""
    way = _UNDOING if run.state == BulkState.UNDOING else _DOING
    verb = verb_of(run)
    try:
        _work_on_all(actor, verb, way, run)
    finally:
        if hasattr(verb, "tell"):
            verb.tell(actor)


def _work_on_all(actor, verb, way: _Way, run: BulkRun) -> None:
    while BulkRun.objects.filter(pk=run.pk, state=way.state).exists():
        items = list(BulkItem.objects.filter(run=run, state=way.takes).order_by("pk")[:_BATCH])
        if not items:
            BulkRun.objects.filter(pk=run.pk, state=way.state).update(state=way.ends, finished_at=timezone.now())
            return
        for item in items:
            try:
                _work_on(actor, verb, way, item)
            except OperationalError:
                raise  # the database itself: what is left waits for the next try
            except Exception:
                # A fault of ours on one case is told in its line, and keeps nobody else waiting.
                _LOGGER.exception("bulk action %s, case %s", run.pk, item.case_id)
                BulkItem.objects.filter(pk=item.pk, state=way.takes).update(state=way.refused, reason=_BROKEN)


@transaction.atomic
def _work_on(actor, verb, way: _Way, item: BulkItem) -> None:
    if not BulkItem.objects.filter(pk=item.pk, state=way.takes).update(state=way.makes):
        return
    try:
        with transaction.atomic():
            case = _allowed(actor, item)
            if way is _UNDOING:
                verb.undo(actor, case, item)
                return
            if refusal := verb.refusal(case):
                raise Refused(refusal)
            item.before, item.after = verb.do(actor, case)
    except Refused as refused:
        item.state, item.reason = way.refused, str(refused)[:200]
    else:
        item.state = way.makes
    item.save(update_fields=["state", "reason", "before", "after"])


def _allowed(actor, item: BulkItem) -> Case:
    """The case, as it is now, if the person may still change it."""
    case = visible_to(actor).select_related("advisor", "stage").filter(pk=item.case_id).first()
    if case is None or not can_write(actor):
        raise Refused(_NOT_YOURS)
    return case
