"""Writers of a sheet: draft, checked, published, withdrawn."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.permissions import holders_of
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import add_entry
from faitiere.apps.cases.enums import EntryKind, Visibility
from faitiere.apps.cases.models import Case
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import SheetToCheck
from faitiere.apps.territories.enums import ProjectKind

from ..enums import Precision, SheetStatus
from ..models import Reference
from ..reading import fields_from, names_of
from ..rules import CONSENT, COUNCIL_CONSENT, Refused, blurred, class_gain, names_in, period_of, somewhere_in

_TEXTS = ("title", "summary", "works", "aids", "testimony", "testimony_by", "measured")


def _fill(reference: Reference, fields: dict, place: tuple[float, float] | None) -> None:
    """Copy the fields and what follows from them; `place` is the true place, which is blurred and not kept."""
    for name, value in fields.items():
        setattr(reference, name, value)
    if isinstance(reference.families, list | tuple):
        reference.families = f"|{'|'.join(reference.families)}|" if reference.families else ""
    reference.period = period_of(reference.built_year)
    reference.class_gain = class_gain(reference.class_before, reference.class_after)
    if reference.precision == Precision.COMMUNE:
        town = reference.commune
        known = town.longitude is not None
        shown = somewhere_in((town.longitude, town.latitude), reference.pk) if known else (None, None)
        reference.longitude, reference.latitude = shown
    elif place:
        reference.longitude, reference.latitude = blurred(place, reference.precision)


def _refuse_names(reference: Reference) -> None:
    """A sheet names nobody: refuse the people of its case and their street in any of its texts."""
    text = "\n".join(getattr(reference, name) for name in _TEXTS)
    if found := names_in(text, names_of(reference.case)):
        raise Refused(f"La fiche ne nomme personne et ne dit pas l'adresse. Retirez : {', '.join(found)}.")


@transaction.atomic
def create_sheet(*, actor, fields: dict, place: tuple[float, float] | None = None) -> Reference:
    """A sheet typed by hand, without a case."""
    reference = Reference(written_by=actor.user)
    _fill(reference, fields, place)
    reference.save(force_insert=True)
    record(actor=actor, verb="reference.created", target=reference)
    return reference


@transaction.atomic
def create_from_case(*, actor, case: Case) -> Reference:
    """A draft filled with what the case knows; the one there is when it was made already."""
    existing = Reference.objects.filter(case=case).first()
    if existing:
        return existing
    reference = Reference(case=case, written_by=actor.user)
    _fill(reference, fields_from(case), None)
    reference.save(force_insert=True)
    record(actor=actor, verb="reference.created", target=reference, case_id=case.pk)
    title = "Fiche de site préparée"
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=title, text="Lue dans le dossier, en brouillon.")
    return reference


def _hold(reference: Reference) -> Reference:
    rows = Reference.objects.select_for_update(of=("self",)).select_related("commune", "case__home")
    return rows.get(pk=reference.pk)


@transaction.atomic
def save_sheet(*, actor, reference: Reference, fields: dict, place: tuple[float, float] | None = None) -> Reference:
    """Change a sheet. What is published must be checked again: it goes back to who publishes, and off the portal."""
    reference = _hold(reference)
    if reference.status == SheetStatus.WITHDRAWN:
        raise Refused("Cette fiche est retirée : elle ne change plus.")
    _fill(reference, fields, place)
    _refuse_names(reference)
    if reference.status == SheetStatus.PUBLISHED:
        reference.status = SheetStatus.SUBMITTED
    reference.save()
    record(actor=actor, verb="reference.changed", target=reference, case_id=reference.case_id)
    return reference


@transaction.atomic
def give_consent(*, actor, reference: Reference, by: str, source: str, on: dt.date) -> Reference:
    """Keep the agreement of the household or the council: the text, who, how and when."""
    reference = _hold(reference)
    is_council = reference.kind == ProjectKind.CONDOMINIUM
    reference.consent_text = COUNCIL_CONSENT if is_council else CONSENT
    reference.consent_by, reference.consent_source, reference.consent_on = by.strip(), source, on
    reference.consent_withdrawn_at = None
    if reference.status == SheetStatus.WITHDRAWN:
        reference.status = SheetStatus.DRAFT
    reference.save()
    record(actor=actor, verb="reference.consent_given", target=reference, case_id=reference.case_id, source=source)
    return reference


@transaction.atomic
def withdraw_consent(*, actor, reference: Reference) -> Reference:
    """The household or the council changed its mind: the sheet is off the portal as this is written."""
    reference = _hold(reference)
    if not reference.has_consent:
        return reference
    reference.consent_withdrawn_at, reference.status = timezone.now(), SheetStatus.WITHDRAWN
    reference.save(update_fields=["consent_withdrawn_at", "status", "changed_at"])
    record(actor=actor, verb="reference.consent_withdrawn", target=reference, case_id=reference.case_id)
    if reference.case:
        add_entry(
            actor=actor,
            case=reference.case,
            kind=EntryKind.NOTE,
            title="Accord de publication retiré",
            text="La fiche de site n'est plus publiée.",
            visibility=Visibility.SHARED,
        )
    return reference


def _move(actor, reference: Reference, *, allowed: tuple[str, ...], to: str, verb: str) -> Reference:
    """From one of these states to another; `Refused` when somebody moved it meanwhile."""
    if reference.status not in allowed:
        raise Refused(f"La fiche est maintenant « {reference.get_status_display().lower()} » : relisez-la.")
    reference.status = to
    reference.save()
    record(actor=actor, verb=verb, target=reference, case_id=reference.case_id)
    return reference


@transaction.atomic
def submit(*, actor, reference: Reference) -> Reference:
    """Ask who publishes to check a draft."""
    reference = _hold(reference)
    _refuse_names(reference)
    if not reference.work_lines:
        raise Refused("Dites quels travaux ont été faits avant de faire vérifier la fiche.")
    moved = _move(actor, reference, allowed=(SheetStatus.DRAFT,), to=SheetStatus.SUBMITTED, verb="reference.submitted")
    told = SheetToCheck(text=reference.title, path=reverse("references:desk_sheet", args=[reference.pk]))
    publishers = holders_of(Role.MANAGER, organisations=[reference.organisation_id])
    notify(actor=actor, people=publishers or holders_of(Role.TERRITORY_ADMIN), notification=told)
    return moved


@transaction.atomic
def send_back(*, actor, reference: Reference, remark: str) -> Reference:
    """Who publishes asks for a change."""
    reference = _hold(reference)
    reference.remark = remark.strip()
    return _move(actor, reference, allowed=(SheetStatus.SUBMITTED,), to=SheetStatus.DRAFT, verb="reference.sent_back")


@transaction.atomic
def publish(*, actor, reference: Reference) -> Reference:
    """Checked: the sheet is on the portal. Raises `Refused` without the agreement of the people it is about."""
    reference = _hold(reference)
    if not reference.has_consent:
        raise Refused("Enregistrez d'abord l'accord du ménage ou du conseil syndical.")
    _refuse_names(reference)
    reference.checked_by, reference.published_at, reference.remark = actor.user, timezone.now(), ""
    allowed = (SheetStatus.SUBMITTED,)
    return _move(actor, reference, allowed=allowed, to=SheetStatus.PUBLISHED, verb="reference.published")


@transaction.atomic
def withdraw(*, actor, reference: Reference) -> Reference:
    """Take a sheet off the portal, back to draft; the agreement still holds."""
    reference = _hold(reference)
    allowed = (SheetStatus.PUBLISHED, SheetStatus.SUBMITTED)
    return _move(actor, reference, allowed=allowed, to=SheetStatus.DRAFT, verb="reference.withdrawn")
