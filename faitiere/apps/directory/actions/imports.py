"""Import of the RGE file: batch after batch, each in its transaction, keeping what the desk changed."""

import datetime as dt
import gc
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import IO

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.territories.models import Commune
from faitiere.lib.text import search_key

from ..enums import ImportState, Source
from ..models import Professional, Qualification, RgeImport
from ..rge_file import BadLine, Company, Line, lines, opened
from ..rules import Refused, draw_rank, follows_from, missions_of
from ..trades import OTHER
from .finding import index

_BATCH = 2_000
# Rows written by one statement: longer ones cost more time than they spare.
_WRITTEN = 250
_MOST_PROBLEMS = 500
# A run that shows no sign of life for so long was cut: another may begin.
_DEAD_AFTER = dt.timedelta(hours=6)
_COMPANY_FIELDS = ("name", "address", "postcode", "town", "latitude", "longitude", "phone", "email", "website")
# What follows from the qualifications of a company.
_FOLLOWING_FIELDS = ("trades", "rge_until", "for_houses", "for_condominiums")
_HELD_FIELDS = ("code", "name", "url", "certificate", "domain", "family", "trade", "body", "for_people")
_HELD_FIELDS += ("valid_from", "valid_to", "gone_on")


@transaction.atomic
def ask_import(*, actor, file_name: str, vault_name: str = "") -> RgeImport:
    """An import to be run by a job; nothing is read yet."""
    last = RgeImport.objects.aggregate(last=Max("number"))["last"] or 0
    run = RgeImport.objects.create(number=last + 1, file_name=file_name[:200], vault_name=vault_name, author=actor.user)
    record(actor=actor, verb="directory.import_asked", target=run, file=file_name[:200])
    return run


@transaction.atomic
def stop_import(*, actor, run: RgeImport) -> None:
    """Read no more batches; those already read stay. The next import does the rest."""
    live = [ImportState.WAITING, ImportState.RUNNING]
    if RgeImport.objects.filter(pk=run.pk, state__in=live).update(
        state=ImportState.STOPPED, finished_at=timezone.now()
    ):
        record(actor=actor, verb="directory.import_stopped", target=run)


@dataclass
class _Places:
    """Centres of communes by (postcode, name), for companies that come without a position."""

    known: dict[str, list[tuple[str, float, float]]] = field(default_factory=dict)

    def centre(self, postcode: str, town: str) -> tuple[float | None, float | None]:
        if not postcode:
            return None, None
        if postcode not in self.known:
            found = Commune.objects.filter(postcodes__contains=f"|{postcode}|", latitude__isnull=False)
            self.known[postcode] = list(found.values_list("search_key", "latitude", "longitude"))
        same = [one for one in self.known[postcode] if one[0] == search_key(town)]
        best = (same or self.known[postcode] or [("", None, None)])[0]
        return best[1], best[2]


@dataclass
class _Count:
    lines: int = 0
    elsewhere: int = 0
    created: int = 0
    updated: int = 0
    kept: int = 0
    refused_lines: int = 0
    problems: list = field(default_factory=list)
    unknown_domains: set[str] = field(default_factory=set)

    def refuse(self, bad: BadLine) -> None:
        self.refused_lines += 1
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append([bad.number, bad.sentence])


def run_import(*, actor, run: RgeImport, handle: IO[bytes], size: int, departements: Iterable[str] = ()) -> None:
    """Read the whole file; how far it went and what changed are in `run`.

    departements  keep the companies of these only ("31", "2A"); none: all
    """
    dead = RgeImport.objects.filter(state=ImportState.RUNNING, created_at__lt=timezone.now() - _DEAD_AFTER)
    dead.update(state=ImportState.STOPPED)
    try:
        with transaction.atomic():
            claimed = RgeImport.objects.filter(pk=run.pk, state=ImportState.WAITING).update(state=ImportState.RUNNING)
    except IntegrityError:
        _end(actor, run, ImportState.REFUSED, "Un autre import est en cours. Attendez qu'il finisse.")
        return
    if not claimed:
        return
    count, places, before = _Count(), _Places(), Professional.objects.filter(source=Source.RGE, gone_on=None).count()
    try:
        counting, rows = opened(handle, size)
        wanted = tuple(departements)
        with _garbage_of_the_import_only():
            for batch in _batches(lines(rows()), count, wanted):
                with transaction.atomic():
                    _keep(run, batch, places, count)
                    going = _tell_progress(run, count, counting.parts_in_a_thousand)
                if not going:
                    return
        _finish(actor, run, count, before)
    except Refused as refused:
        _end(actor, run, ImportState.REFUSED, str(refused))
    except BaseException:
        # The job may be tried again: another claim must be possible.
        RgeImport.objects.filter(pk=run.pk, state=ImportState.RUNNING).update(state=ImportState.WAITING)
        raise


@contextmanager
def _garbage_of_the_import_only() -> Iterator[None]:
    """What the process already holds is not walked again at each batch: half the time of an import went there."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _in(postcode: str, departements: tuple[str, ...]) -> bool:
    """Corsica's postcodes (20…) stand for 2A and 2B."""
    first = "2A" if postcode.startswith("20") else postcode[: 3 if postcode.startswith("97") else 2]
    return first in departements or (first == "2A" and "2B" in departements)


def _batches(read: Iterable[Line | BadLine], count: _Count, departements: tuple[str, ...]) -> Iterator[list[Line]]:
    """Lines by the thousand, those of one company together when they follow each other."""
    batch: list[Line] = []
    for line in read:
        count.lines += 1
        if isinstance(line, BadLine):
            count.refuse(line)
            continue
        if departements and not _in(line.company.postcode, departements):
            count.elsewhere += 1
            continue
        if line.held.trade == OTHER and len(count.unknown_domains) < 50:
            count.unknown_domains.add(line.held.domain)
        if len(batch) >= _BATCH and line.company.siret != batch[-1].company.siret:
            yield batch
            batch = []
        batch.append(line)
    if batch:
        yield batch


def _tell_progress(run: RgeImport, count: _Count, progress: int) -> bool:
    """Write how far it is; False once somebody stopped it."""
    told = {name: getattr(count, name) for name in ("lines", "elsewhere", "created", "updated", "kept")}
    told |= {"refused_lines": count.refused_lines, "problems": count.problems, "progress": progress}
    return bool(RgeImport.objects.filter(pk=run.pk, state=ImportState.RUNNING).update(**told))


def _keep(run: RgeImport, batch: list[Line], places: _Places, count: _Count) -> None:
    """One batch: companies made or corrected, then their qualifications, then what follows from them."""
    batch = sorted(batch, key=lambda line: line.company.siret)
    by_siret = {siret: list(group) for siret, group in groupby(batch, key=lambda line: line.company.siret)}
    known = {one.siret: one for one in Professional.objects.filter(siret__in=by_siret)}
    named = {one.pk: one.name for one in known.values()}
    made, changed = [], set()
    for siret, group in by_siret.items():
        if siret not in known:
            known[siret] = _new(run, group[0].company, places)
            made.append(known[siret])
        elif known[siret].seen_run != run.number and _correct(known[siret], group[0].company, places):
            changed.add(siret)
    new = {one.siret for one in made}
    first_time = {siret for siret, one in known.items() if siret in new or one.seen_run != run.number}
    held = _keep_qualifications(run, by_siret, known)
    for siret, professional in known.items():
        if _follow(professional, held[professional.pk]):
            changed.add(siret)
    _write(run, known, made, changed - new, held)
    index(one for one in known.values() if named.get(one.pk) != one.name)
    count.created += len(made)
    count.updated += len((changed & first_time) - new)
    count.kept += len(first_time - changed - new)


def _follow(professional: Professional, held: list[Qualification]) -> bool:
    """Trades, last day of RGE and homes of a company, from its qualifications; True when one differs."""
    trades, until = follows_from(held, professional.declared_trades)
    told = {"trades": trades, "rge_until": until} | {
        name: value
        for name, value in missions_of(held, timezone.localdate()).items()
        if name not in professional.kept_fields
    }
    differs = any(getattr(professional, name) != value for name, value in told.items())
    for name, value in told.items():
        setattr(professional, name, value)
    return differs


def _write(run: RgeImport, known, made: list[Professional], changed: set[str], held) -> None:
    Professional.objects.bulk_create(made, batch_size=_WRITTEN)
    fresh = [one for group in held.values() for one in group if one._state.adding]
    Qualification.objects.bulk_create(fresh, batch_size=_WRITTEN)
    altered = [known[siret] for siret in sorted(changed)]
    written = [*_COMPANY_FIELDS, *_FOLLOWING_FIELDS, "name_key", "gone_on"]
    Professional.objects.bulk_update(altered, written, batch_size=_WRITTEN)
    Professional.objects.filter(pk__in=[one.pk for one in known.values()]).update(seen_run=run.number, gone_on=None)


def _new(run: RgeImport, company: Company, places: _Places) -> Professional:
    professional = Professional(
        source=Source.RGE, draw=draw_rank(), seen_run=run.number, checked_at=timezone.now(), **vars(company)
    )
    professional.name_key = search_key(company.name)[:200]
    if professional.latitude is None:
        professional.latitude, professional.longitude = places.centre(company.postcode, company.town)
    return professional


def _correct(professional: Professional, company: Company, places: _Places) -> bool:
    """Bring the columns of the file that nobody changed here; True when one differs."""
    given = dict(vars(company))
    if given["latitude"] is None:
        given["latitude"], given["longitude"] = places.centre(company.postcode, company.town)
    differs = professional.gone_on is not None
    for name in _COMPANY_FIELDS:
        if name not in professional.kept_fields and getattr(professional, name) != given[name]:
            setattr(professional, name, given[name])
            differs = True
    professional.name_key, professional.gone_on = search_key(professional.name)[:200], None
    return differs


def _keep_qualifications(run: RgeImport, by_siret, known) -> dict[uuid.UUID, list[Qualification]]:
    """Every qualification of these companies by company, new ones not yet written; changed ones are written."""
    held: dict[uuid.UUID, dict[str, Qualification]] = {one.pk: {} for one in known.values()}
    for one in Qualification.objects.filter(professional__in=list(held)):
        held[one.professional_id][one.key] = one
    altered, same = [], []
    for siret, group in by_siret.items():
        mine = held[known[siret].pk]
        for line in group:
            if (one := mine.get(line.held.key)) is None:
                mine[line.held.key] = Qualification(professional=known[siret], seen_run=run.number, **vars(line.held))
            else:
                renewed = _renew(one, line.held, run)
                if not one._state.adding:
                    (altered if renewed else same).append(one)
    Qualification.objects.bulk_update(altered, [*_HELD_FIELDS, "seen_run"], batch_size=_WRITTEN)
    Qualification.objects.filter(pk__in=[one.pk for one in same]).update(seen_run=run.number)
    return {pk: list(mine.values()) for pk, mine in held.items()}


def _renew(one: Qualification, held, run: RgeImport) -> bool:
    """Bring what the file says; of two lines with the same key, the one that lasts longer."""
    twice = one.seen_run == run.number and one.valid_to and held.valid_to and one.valid_to >= held.valid_to
    one.seen_run = run.number
    if twice or all(getattr(one, name) == getattr(held, name) for name in _HELD_FIELDS):
        return False
    for name in _HELD_FIELDS:
        setattr(one, name, getattr(held, name))
    return True


@transaction.atomic
def _finish(actor, run: RgeImport, count: _Count, before: int) -> None:
    """The whole file was read: mark what is no longer in it, unless the file is plainly cut short."""
    seen = Professional.objects.filter(seen_run=run.number).count()
    if not seen:
        _end(actor, run, ImportState.REFUSED, "Aucune entreprise lisible dans ce fichier : rien n'a changé.")
        return
    message = ""
    if before and seen * 2 < before:
        message = (
            f"Le fichier contient {seen} entreprises, contre {before} auparavant : il est sans doute coupé. "
            "Aucune entreprise n'a été marquée comme disparue."
        )
    else:
        run.gone = _mark_gone(run)
    if count.unknown_domains:
        named = ", ".join(sorted(count.unknown_domains)[:5])
        message = f"{message} Domaines sans métier dans l'annuaire, rangés dans « Autres travaux » : {named}.".strip()
    _end(actor, run, ImportState.DONE, message)
    _count_again()


def _count_again() -> None:
    """Tell the database how much there is now: without it, SQLite reads every company to find the twenty of a page."""
    with connection.cursor() as cursor:
        for model in (Professional, Qualification):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _mark_gone(run: RgeImport) -> int:
    """Qualifications, then companies, that the file no longer holds; those never in it are left alone."""
    today = timezone.localdate()
    lost = Qualification.objects.filter(gone_on=None).exclude(seen_run=run.number)
    owners = list(lost.order_by().values_list("professional_id", flat=True).distinct())
    for start in range(0, len(owners), 500):
        some = owners[start : start + 500]
        lost.filter(professional__in=some).update(gone_on=today)
        people = list(Professional.objects.filter(pk__in=some).prefetch_related("qualifications"))
        for one in people:
            _follow(one, list(one.qualifications.all()))
        Professional.objects.bulk_update(people, _FOLLOWING_FIELDS, batch_size=_WRITTEN)
    left = Professional.objects.filter(seen_run__gt=0, gone_on=None).exclude(seen_run=run.number)
    return left.update(gone_on=today)


def _end(actor, run: RgeImport, state: str, message: str) -> None:
    run.state, run.message, run.finished_at = state, message[:400], timezone.now()
    run.progress = 1000 if state == ImportState.DONE else run.progress
    RgeImport.objects.filter(pk=run.pk).exclude(state=ImportState.STOPPED).update(
        state=run.state, message=run.message, finished_at=run.finished_at, gone=run.gone, progress=run.progress
    )
    record(actor=actor, verb="directory.imported", target=run, state=state)
