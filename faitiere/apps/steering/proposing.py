"""Acts proposed for a case, read from what was done; nothing is written until somebody confirms or dismisses."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from faitiere.apps.studies.enums import StudyStatus

from .models import ActType
from .rules import PrintedStudy, proposals


def act_types_on(day: dt.date):
    """Act types of the programmes in force on a day."""
    return ActType.objects.filter(
        Q(programme__valid_to__isnull=True) | Q(programme__valid_to__gte=day), programme__valid_from__lte=day
    ).select_related("programme")


def case_proposals(case) -> list[dict]:
    """Proposals of a case with their act type and study: keys act_type, done_on, because, study."""
    kept = list(case.acts.select_related("act_type"))
    printed = {
        study.pk: study
        for study in case.studies.filter(status=StudyStatus.PRINTED, report__isnull=False).select_related("report")
    }
    found = proposals(
        opened_on=timezone.localdate(case.opened_at),
        codes_done={act.act_type.code for act in kept},
        studies=[PrintedStudy(pk, timezone.localdate(one.report.uploaded_at)) for pk, one in printed.items()],
        counted={act.study_id for act in kept},
    )
    types = {one.code: one for one in act_types_on(timezone.localdate())}
    return [
        {
            "act_type": types[one.code],
            "done_on": one.done_on,
            "because": one.because,
            "study": printed.get(one.study_id),
        }
        for one in found
        if one.code in types
    ]
