"""Studies as their readers find them again."""

from faitiere.apps.cases.enums import Visibility

from .enums import StudyStatus
from .models import Scenario, Study


def told_scenario(case) -> Scenario | None:
    """The chosen scenario of the last printed study: what the household was told, never a draft."""
    return (
        Scenario.objects.filter(study__case=case, study__status=StudyStatus.PRINTED, is_chosen=True)
        .order_by("-study__number")
        .first()
    )


def told_studies(case):
    """Printed studies whose report is in the space, the last one first."""
    return (
        Study.objects.filter(case=case, status=StudyStatus.PRINTED, report__visibility=Visibility.SHARED)
        .select_related("description", "report", "case__household")
        .prefetch_related("scenarios")
        .order_by("-number")
    )
