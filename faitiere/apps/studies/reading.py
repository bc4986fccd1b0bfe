"""Studies as their readers find them again."""

from .enums import StudyStatus
from .models import Scenario


def told_scenario(case) -> Scenario | None:
    """The chosen scenario of the last printed study: what the household was told, never a draft."""
    return (
        Scenario.objects.filter(study__case=case, study__status=StudyStatus.PRINTED, is_chosen=True)
        .order_by("-study__number")
        .first()
    )
