"""Writers of legal questions and of their themes."""

from django.db import transaction
from django.utils import timezone

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.permissions import holders_of
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import add_entry, ask_in
from faitiere.apps.cases.enums import EntryKind, Visibility
from faitiere.apps.cases.models import Case
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import LegalAdviceAsked, LegalAdviceGiven

from .enums import Channel, QuestionStatus
from .models import LegalQuestion, LegalTheme
from .nomenclature import proposed


@transaction.atomic
def ask_for_advice(*, actor, case: Case, asked: dict) -> LegalQuestion:
    """Ask an organisation's legal advisors in to the case and put the question to them; asked: a cleaned `AskForm`."""
    question = LegalQuestion(case=case, channel=Channel.CASE, asked_by=actor.user, **asked)
    question.save(force_insert=True)
    ask_in(actor=actor, case=case, organisation=question.organisation)
    title = f"Avis juridique demandé à {question.organisation.name}"
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=title, text=question.question)
    record(actor=actor, verb="legal.asked", target=question, case_id=case.pk)
    told = LegalAdviceAsked(case=case, text=str(question.subject))
    people = holders_of(Role.LEGAL_ADVISOR, organisations=[question.organisation_id])
    notify(actor=actor, people=people, notification=told)
    return question


@transaction.atomic
def keep_question(*, actor, given: dict) -> LegalQuestion:
    """Keep a question that came without a case, with its answer; given: a cleaned `AloneForm`."""
    question = LegalQuestion(status=QuestionStatus.ANSWERED, asked_by=actor.user, answered_by=actor.user, **given)
    question.answered_on = question.asked_on
    question.save(force_insert=True)
    record(actor=actor, verb="legal.answered", target=question)
    return question


@transaction.atomic
def answer(*, actor, question: LegalQuestion, given: dict, share: bool = False) -> None:
    """Answer, or correct an answer; the case keeps it, and the household reads it when it is shared."""
    first = not question.is_answered
    for name, value in given.items():
        setattr(question, name, value)
    question.status, question.answered_by = QuestionStatus.ANSWERED, actor.user
    question.answered_on = question.answered_on or timezone.localdate()
    question.save()
    record(actor=actor, verb="legal.answered", target=question, case_id=question.case_id)
    if question.case:
        title = f"{'Avis juridique' if first else 'Avis juridique corrigé'}, {question.subject}"
        seen = Visibility.SHARED if share else Visibility.INTERNAL
        add_entry(
            actor=actor, case=question.case, kind=EntryKind.NOTE, title=title, text=question.answer, visibility=seen
        )
    if first and question.asked_by:
        told = LegalAdviceGiven(case=question.case, text=str(question.subject))
        notify(actor=actor, people=[question.asked_by], notification=told)


@transaction.atomic
def propose_themes(*, actor) -> int:
    """Add the proposed themes and subjects that are missing; run twice, nothing changes. Returns how many came."""
    added = 0
    for rank, (name, names) in enumerate(proposed().items(), start=1):
        theme, created = LegalTheme.objects.get_or_create(parent=None, name=name, defaults={"position": rank})
        added += created
        for place, subject in enumerate(names, start=1):
            _, created = LegalTheme.objects.get_or_create(parent=theme, name=subject, defaults={"position": place})
            added += created
    record(actor=actor, verb="legal.themes_proposed", added=added)
    return added


@transaction.atomic
def add_theme(*, actor, name: str, parent: LegalTheme | None) -> LegalTheme:
    """A new theme, or a new subject of a theme, last of its kind."""
    beside = LegalTheme.objects.filter(parent=parent).order_by("-position").first()
    theme = LegalTheme(parent=parent, name=name, position=beside.position + 1 if beside else 1)
    theme.save(force_insert=True)
    record(actor=actor, verb="legal.theme_added", target=theme)
    return theme


@transaction.atomic
def rename_theme(*, actor, theme: LegalTheme, name: str) -> None:
    """Change the words; the questions already kept follow."""
    theme.name = name
    theme.save(update_fields=["name"])
    record(actor=actor, verb="legal.theme_renamed", target=theme)


@transaction.atomic
def retire_theme(*, actor, theme: LegalTheme, back: bool = False) -> None:
    """No longer offer a theme or a subject (or offer it again); the questions already kept stay."""
    theme.retired_at = None if back else timezone.now()
    theme.save(update_fields=["retired_at"])
    record(actor=actor, verb="legal.theme_restored" if back else "legal.theme_retired", target=theme)
