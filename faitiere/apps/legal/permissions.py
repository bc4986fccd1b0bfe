"""Who may read, answer and measure which legal questions."""

from django.db.models import Q

from faitiere.apps.accounts.enums import Role
from faitiere.apps.cases.permissions import visible_to

from .models import LegalQuestion

ANSWERING = (Role.LEGAL_ADVISOR, Role.TERRITORY_ADMIN)
READING = (*ANSWERING, Role.MANAGER)
MEASURING = (*READING, Role.FUNDER)


def _of_organisations(actor, *roles):
    """All of the territory's questions for its administrator; else those put to the organisations of these roles."""
    if actor.has(Role.TERRITORY_ADMIN):
        return LegalQuestion.objects.all()
    return LegalQuestion.objects.filter(organisation__in=actor.organisations_as(*roles))


def _open_to(actor, questions):
    """Those of no case, or of a case the actor may open: asked out of a case, one no longer reads its questions."""
    return questions.filter(Q(case=None) | Q(case__in=visible_to(actor).values("pk")))


def questions_seen_by(actor):
    """Questions put to the actor's organisations."""
    return _open_to(actor, _of_organisations(actor, Role.LEGAL_ADVISOR, Role.MANAGER))


def answerable_by(actor):
    """Questions the actor may answer: those put to an organisation where it gives legal advice."""
    return _open_to(actor, _of_organisations(actor, Role.LEGAL_ADVISOR))


def questions_measured_by(actor):
    """Questions behind the figures, never read: all of the territory's for its administrator and its funders."""
    if actor.has(Role.FUNDER):
        return LegalQuestion.objects.all()
    return _of_organisations(actor, Role.LEGAL_ADVISOR, Role.MANAGER)


def hides_small(actor) -> bool:
    """Small counts are hidden from those who may not read the questions."""
    return not actor.has(*READING)
