"""Writers of the course of a case: stage, next step, pause, close, advisor, organisations."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import notify, settle
from faitiere.apps.notifications.kinds import CaseAssigned, NewRequest
from faitiere.lib.edits import merged

from ..enums import CaseStatus, EntryKind, Visibility
from ..models import Case, Stage
from ..rules import Refused
from .thread import add_entry


def _held(case: Case) -> Case:
    """The case as it is kept, held until the end of the transaction."""
    return Case.objects.select_for_update().get(pk=case.pk)


@transaction.atomic
def set_stage(*, actor, case: Case, stage: Stage) -> None:
    """Move the case to a stage of its own kind of project; the household sees it in its timeline."""
    if stage.project_kind != case.project_kind:
        raise Refused("Cette étape n'est pas celle d'un projet de cette nature. Choisissez-en une autre.")
    if stage.pk == case.stage_id:
        return
    before, case.stage = case.stage, stage
    case.save(update_fields=["stage"])
    record(actor=actor, verb="case.stage_changed", target=case, case_id=case.pk, before=before.name, after=stage.name)
    add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.STAGE,
        title=f"Étape « {stage.name} »",
        text=stage.public_text,
        visibility=Visibility.SHARED,
    )


@transaction.atomic
def revise_stage(*, actor, case: Case, stage: Stage, base: str | None) -> Case:
    """`set_stage` for someone who read the stage `base` (its id) on a page; returns the case as it is kept.

    A stage that somebody else changed meanwhile raises `lib.edits.Conflict`.
    """
    kept = _held(case)
    now = {"stage": str(kept.stage_id)}
    chosen = merged(now if base is None else {"stage": base}, {"stage": str(stage.pk)}, now)
    if chosen != now:
        set_stage(actor=actor, case=kept, stage=stage)
    return kept


@transaction.atomic
def set_next_step(*, actor, case: Case, text: str, on: dt.date | None, missing: str = "") -> None:
    """Say what happens next and when; a paused or closed case becomes open again."""
    if not text.strip():
        raise Refused("Dites ce qui se passe ensuite, ou mettez le dossier en pause avec un motif.")
    case.next_step, case.next_step_on, case.missing = text.strip(), on, missing.strip()
    case.status, case.pause_reason = CaseStatus.OPEN, ""
    case.save(update_fields=["next_step", "next_step_on", "missing", "status", "pause_reason"])
    record(actor=actor, verb="case.next_step_set", target=case, case_id=case.pk, on=on.isoformat() if on else "")


@transaction.atomic
def revise_next_step(*, actor, case: Case, given: dict, base: dict | None) -> None:
    """`set_next_step` for someone who read `base` (text, on, missing) on a page before writing `given`.

    A value that somebody else changed meanwhile raises `lib.edits.Conflict`; what only they changed stays.
    """
    kept = _held(case)
    now = {"text": kept.next_step, "on": kept.next_step_on, "missing": kept.missing}
    set_next_step(actor=actor, case=case, **merged(base or now, given, now))


@transaction.atomic
def pause(*, actor, case: Case, reason: str) -> None:
    """Nothing is planned for now, and this is why."""
    if not reason.strip():
        raise Refused("Dites pourquoi le dossier est en pause, par exemple « attend la vente de son appartement ».")
    case.status, case.pause_reason = CaseStatus.PAUSED, reason.strip()
    case.next_step, case.next_step_on, case.missing = "", None, ""
    case.save(update_fields=["status", "pause_reason", "next_step", "next_step_on", "missing"])
    record(actor=actor, verb="case.paused", target=case, case_id=case.pk)
    add_entry(actor=actor, case=case, kind=EntryKind.STAGE, title="Dossier mis en pause", text=reason)


@transaction.atomic
def close(*, actor, case: Case, reason: str) -> None:
    """End the follow-up, with its reason kept in the internal timeline. Everything stays readable."""
    if not reason.strip():
        raise Refused("Dites pourquoi le dossier est clos, par exemple « travaux terminés ».")
    case.status, case.pause_reason = CaseStatus.CLOSED, ""
    case.next_step, case.next_step_on, case.missing = "", None, ""
    case.save(update_fields=["status", "pause_reason", "next_step", "next_step_on", "missing"])
    record(actor=actor, verb="case.closed", target=case, case_id=case.pk)
    add_entry(actor=actor, case=case, kind=EntryKind.STAGE, title="Dossier clos", text=reason)


@transaction.atomic
def reopen(*, actor, case: Case) -> None:
    """Take up a paused or closed case again; until another next step is given, it is to call the household today."""
    if case.status == CaseStatus.OPEN:
        return
    case.status, case.pause_reason = CaseStatus.OPEN, ""
    case.next_step, case.next_step_on = f"Reprendre contact avec {case.them.speaks}", timezone.localdate()
    case.save(update_fields=["status", "pause_reason", "next_step", "next_step_on"])
    record(actor=actor, verb="case.reopened", target=case, case_id=case.pk)
    add_entry(actor=actor, case=case, kind=EntryKind.STAGE, title="Dossier repris")


@transaction.atomic
def assign(*, actor, case: Case, advisor) -> None:
    """Give the case to an advisor, who is told (or to nobody, when None)."""
    if (advisor.pk if advisor else None) == case.advisor_id:
        return
    give(actor=actor, case=case, advisor=advisor)
    notify(actor=actor, people=[advisor] if advisor else [], notification=CaseAssigned(case=case))


@transaction.atomic
def revise_advisor(*, actor, case: Case, advisor, base: str | None) -> Case:
    """`assign` for someone who read the advisor `base` (its id, "" for nobody) on a page; returns the case as kept.

    An advisor that somebody else changed meanwhile raises `lib.edits.Conflict`.
    """
    kept = _held(case)
    now = {"advisor": str(kept.advisor_id or "")}
    chosen = merged(now if base is None else {"advisor": base}, {"advisor": str(advisor.pk) if advisor else ""}, now)
    if chosen != now:
        assign(actor=actor, case=kept, advisor=advisor)
    return kept


@transaction.atomic
def give(*, actor, case: Case, advisor) -> None:
    """The same without telling: several at once are told together."""
    case.advisor = advisor
    case.save(update_fields=["advisor"])
    record(actor=actor, verb="case.assigned", target=case, case_id=case.pk, to=str(case.advisor_id or ""))
    settle(kind=NewRequest, case=case)
    title = f"Dossier suivi par {advisor}" if advisor else "Dossier sans conseiller"
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=title)


@transaction.atomic
def take(*, actor, case: Case) -> None:
    """Follow a case nobody follows. Claimed in one statement: of two advisors, one gets it and the other is told."""
    if not Case.objects.filter(pk=case.pk, advisor__isnull=True).update(advisor=actor.user):
        case.refresh_from_db(fields=["advisor"])
        raise Refused(f"{case.advisor} suit déjà ce dossier. Rien n'a changé.")
    case.advisor = actor.user
    settle(kind=NewRequest, case=case)
    record(actor=actor, verb="case.assigned", target=case, case_id=case.pk, to=str(actor.user_id))
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=f"Dossier suivi par {actor.user}")


@transaction.atomic
def transfer(*, actor, case: Case, organisation) -> None:
    """Put another organisation in charge; the former one stays as a partner, so that nobody loses the history."""
    former = case.organisation
    if organisation.pk == former.pk:
        return
    case.organisation, case.advisor = organisation, None
    case.save(update_fields=["organisation", "advisor"])
    case.partners.remove(organisation)
    case.partners.add(former)
    record(actor=actor, verb="case.transferred", target=case, case_id=case.pk, to=str(organisation.pk))
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=f"Dossier confié à {organisation.name}")


@transaction.atomic
def add_partner(*, actor, case: Case, organisation) -> None:
    """Let another organisation open and work on the case."""
    if organisation.pk == case.organisation_id:
        raise Refused(f"{organisation.name} suit déjà ce dossier.")
    case.partners.add(organisation)
    record(actor=actor, verb="case.partner_added", target=case, case_id=case.pk, organisation=str(organisation.pk))
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=f"Structure associée : {organisation.name}")


@transaction.atomic
def remove_partner(*, actor, case: Case, organisation) -> None:
    """Withdraw a partner organisation; it no longer sees the case from now on."""
    case.partners.remove(organisation)
    record(actor=actor, verb="case.partner_removed", target=case, case_id=case.pk, organisation=str(organisation.pk))
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=f"Structure retirée : {organisation.name}")
