"""What the household says of its home, and what the advisor makes of it."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.actions import correct, describe_by_answers
from faitiere.apps.cases.actions import Change, add_entry, edit_value
from faitiere.apps.cases.enums import EntryKind, Visibility
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.notices import followers_at_desk
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.sheets import CELLS, kept_value
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import HomeCorrected
from faitiere.apps.studies import identity
from faitiere.engines.energy.typology.overrides import CORRECTIONS

from ..enums import StatementState
from ..models import HomeStatement
from ..sheet import CORRECTED, PLAIN, QUESTIONS, in_french, label_of, line_of, may_apply


@transaction.atomic
def declare(*, actor, case: Case, key: str, value) -> HomeStatement:
    """Keep what the household says; the sheet follows at once unless a DPE or the advisor said otherwise.

    value  as the field of `sheet.field_of(key)` gives it; None for "je ne sais pas"
    """
    line = line_of(case, key)
    said = HomeStatement(case=case, key=key, label=label_of(key), value=value, shown=in_french(key, value)[:300])
    said.before, said.before_source = line.shown[:300], line.source[:200]
    said.said_by, said.said_by_label, said.said_at = actor.user, actor.label, timezone.now()
    if said.shown == line.shown:
        raise Refused("C'est déjà ce que dit la fiche. Rien n'a changé.")
    HomeStatement.objects.filter(case=case, key=key, state=StatementState.WAITING).update(state=StatementState.REPLACED)
    said.state = _apply(actor, case, said)
    said.save(force_insert=True)
    record(actor=actor, verb="home.declared", target=said, case_id=case.pk, question=key, state=str(said.state))
    _tell(actor, case, said)
    return said


def _apply(actor, case: Case, said: HomeStatement) -> str:
    """Write the value where it belongs; returns the state of the statement."""
    if said.key in PLAIN:
        cell = CELLS[said.key]
        value = "" if said.value is None and cell.name in ("address", "town", "occupancy") else said.value
        edit_value(actor=actor, case=case, change=Change(cell.target, cell.name, value, kept_value(case, cell)))
        return StatementState.APPLIED
    description = identity.shown(case.home)
    if not may_apply(description):
        if said.value is None:
            raise Refused("Ce n'est pas grave : nous gardons la valeur de la fiche. Rien n'a changé.")
        return StatementState.WAITING
    answers = dict(description.answers) if description else _said_before(case)
    answers[said.key] = said.value
    if not answers.get("area"):
        if description:
            raise Refused("La surface est nécessaire au calcul : donnez-la même à peu près.")
        return StatementState.WAITING
    if case.home.commune:
        answers.setdefault("code_insee", case.home.commune.insee)
    describe_by_answers(actor=actor, home=case.home, answers=answers)
    HomeStatement.objects.filter(case=case, key__in=QUESTIONS, state=StatementState.WAITING).update(
        state=StatementState.APPLIED
    )
    return StatementState.APPLIED


def _said_before(case: Case) -> dict:
    """Answers that wait for the first description of the home."""
    waiting = HomeStatement.objects.filter(case=case, key__in=QUESTIONS, state=StatementState.WAITING)
    return {one.key: one.value for one in waiting.order_by("said_at")}


def _tell(actor, case: Case, said: HomeStatement) -> None:
    sentence = f"{said.label} : {said.shown}, au lieu de {said.before}"
    title = f"Logement corrigé par {actor.label}"
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=title, text=sentence, visibility=Visibility.SHARED)
    path = reverse("space:statements", args=[case.pk])
    notify(actor=actor, people=followers_at_desk(case), notification=HomeCorrected(case=case, text=sentence, path=path))


def _held(said: HomeStatement) -> HomeStatement:
    """The statement, still to be decided, held until the end of the transaction."""
    now = HomeStatement.objects.select_for_update().get(pk=said.pk)
    if now.state != StatementState.WAITING:
        raise Refused("Un collègue a déjà décidé de cette valeur, ou le ménage en a donné une autre.")
    return now


def _decided(actor, said: HomeStatement, state: str) -> None:
    said.state, said.decided_by_label, said.decided_at = state, actor.label, timezone.now()
    said.save(update_fields=["state", "decided_by_label", "decided_at"])
    record(actor=actor, verb="home.statement_decided", target=said, case_id=said.case_id, state=str(state))


@transaction.atomic
def take_statement(*, actor, said: HomeStatement) -> bool:
    """The advisor takes the value; True when it entered the sheet, False when it is to be carried over by hand."""
    said = _held(said)
    key, description = CORRECTED.get(said.key), identity.shown(said.case.home)
    carried = bool(description) and key in CORRECTIONS
    if carried:
        correct(actor=actor, description=description, corrections={key: said.value}, said_by=said.said_by_label)
    _decided(actor, said, StatementState.TAKEN)
    return carried


@transaction.atomic
def decline_statement(*, actor, said: HomeStatement) -> None:
    """The sheet keeps its value; the household is told so on its page."""
    _decided(actor, _held(said), StatementState.DECLINED)
