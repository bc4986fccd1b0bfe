"""By what a list of contacts finds people through their cases."""

from django.db.models import Q

from faitiere.apps.contacts.criteria import Criterion
from faitiere.apps.territories.enums import ProjectKind

from . import communes
from .enums import CaseStatus, ParticipantRole
from .models import Participant, Stage


def _in_cases(**conditions) -> Q:
    """People of cases that match; an archived case is out of every list and count."""
    links = Participant.objects.filter(valid_to__isnull=True, **conditions).exclude(case__status=CaseStatus.ARCHIVED)
    return Q(pk__in=links.order_by().values("person_id"))


CRITERIA = [
    Criterion(
        "commune",
        "Commune du logement",
        lambda: [(one.pk, one.name) for one in communes.served()],
        lambda answer: _in_cases(case__home__commune_id=answer),
    ),
    Criterion(
        "etape",
        "Étape du dossier",
        lambda: [
            (str(one.pk), f"{one.name} ({one.get_project_kind_display().lower()})")
            for one in Stage.objects.order_by("project_kind", "position")
        ],
        lambda answer: _in_cases(case__stage_id=answer),
    ),
    Criterion(
        "nature",
        "Nature du projet",
        lambda: list(ProjectKind.choices),
        lambda answer: _in_cases(case__project_kind=answer),
    ),
    Criterion(
        "etat",
        "État du dossier",
        lambda: [one for one in CaseStatus.choices if one[0] != CaseStatus.ARCHIVED],
        lambda answer: _in_cases(case__status=answer),
    ),
    Criterion("role", "Rôle", lambda: list(ParticipantRole.choices), lambda answer: _in_cases(role=answer)),
]
