"""The copy of everything held on a person: asked from the space, made by a job, kept a few days."""

import datetime as dt
import json
import tempfile
import zipfile
from functools import partial

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.contacts.models import Person
from faitiere.lib.reports import data_summary_pdf
from faitiere.lib.uploads import fetch, forget, keep_open_file

from .. import portable, tasks
from ..enums import CopyState
from ..models import DataCopy

KEPT_DAYS = 7
_JSON_DONE, _PDF_DONE = 10, 20


@transaction.atomic
def ask_for_copy(*, actor, person: Person) -> DataCopy:
    """Have a copy made; asked again while one is being made, nothing more is done."""
    running = DataCopy.objects.filter(person=person, state=CopyState.WAITING).first()
    if running:
        return running
    copy = DataCopy(person=person, expires_at=timezone.now() + dt.timedelta(days=KEPT_DAYS))
    copy.save(force_insert=True)
    record(actor=actor, verb="data.copy_asked", target=copy)
    transaction.on_commit(partial(tasks.make_copy.enqueue, territory_id=str(actor.territory.pk), copy_id=str(copy.pk)))
    return copy


def make_copy(*, actor, copy: DataCopy) -> None:
    """Build the archive file by file, then give it; a copy made twice by a job that ran again leaves no file behind."""
    person = copy.person
    with tempfile.TemporaryFile() as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            held = portable.held_on(person)
            archive.writestr("donnees.json", json.dumps(held, ensure_ascii=False, indent=1))
            _advance(copy, _JSON_DONE)
            archive.writestr("resume.pdf", data_summary_pdf(portable.summary_of(person, territory=actor.territory)))
            _advance(copy, _PDF_DONE)
            files = portable.files_of(person)
            for rank, (name, vault_name) in enumerate(files, 1):
                archive.writestr(name, fetch(vault_name))
                _advance(copy, _PDF_DONE + (99 - _PDF_DONE) * rank // len(files))
        size = target.tell()
        target.seek(0)
        _give(actor, copy, keep_open_file(target), size)


def _advance(copy: DataCopy, progress: int) -> None:
    DataCopy.objects.filter(pk=copy.pk).update(progress=progress)


@transaction.atomic
def _give(actor, copy: DataCopy, vault_name: str, size: int) -> None:
    waiting = DataCopy.objects.filter(pk=copy.pk, state=CopyState.WAITING)
    ready = waiting.update(state=CopyState.READY, progress=100, vault_name=vault_name, size=size)
    if ready:
        record(actor=actor, verb="data.copy_made", target=copy, size=size)
    else:
        forget(vault_name)


@transaction.atomic
def give_up_copy(*, actor, copy: DataCopy) -> None:
    """The copy could not be made: the person may ask again."""
    if DataCopy.objects.filter(pk=copy.pk, state=CopyState.WAITING).update(state=CopyState.FAILED):
        record(actor=actor, verb="data.copy_failed", target=copy)
