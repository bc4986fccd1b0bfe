"""What the project space shows of a case."""

from django.urls import reverse

from faitiere.apps.cases.enums import Visibility
from faitiere.apps.studies.enums import StudyStatus
from faitiere.apps.studies.models import Scenario

_TABS = (
    ("home", "Accueil", "house", "portal:space_case"),
    ("documents", "Documents", "folder", "portal:space_documents"),
    ("messages", "Messages", "message-square", "portal:space_messages"),
    ("data", "Mes données", "user", "portal:space_data"),
)


def space_menu(case, current: str) -> list[dict]:
    """The four tabs of the space, with the number of messages still unread."""
    unread = case.entries.filter(visibility=Visibility.SHARED, from_household=False, read_at__isnull=True).count()
    return [
        {
            "label": label,
            "icon": icon,
            "url": reverse(name, args=[case.pk]),
            "current": key == current,
            "count": unread if key == "messages" else None,
        }
        for key, label, icon, name in _TABS
    ]


def chosen_scenario(case) -> Scenario | None:
    """The chosen scenario of the last printed study: what the household was told, never a draft."""
    return (
        Scenario.objects.filter(study__case=case, study__status=StudyStatus.PRINTED, is_chosen=True)
        .order_by("-study__number")
        .first()
    )
