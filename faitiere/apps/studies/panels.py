"""What the studies say of a person, and of a home."""

from django.urls import reverse

from faitiere.apps.cases.panels import cases_at, cases_of
from faitiere.apps.contacts.panels import Panel, Row, panel

from .models import Study

_FETCHED = 21


def _studies(cases) -> list[Panel]:
    found = Study.objects.filter(case__in=cases.order_by().values("pk")).select_related("case")
    return [
        panel(
            "Études",
            "scale",
            (
                Row(
                    f"Étude {one.number}, {one.case.title}",
                    one.get_status_display(),
                    reverse("studies:scenarios", args=[one.case_id]),
                    one.created_at,
                )
                for one in found.order_by("-created_at", "pk")[:_FETCHED]
            ),
        )
    ]


def person_panels(person, actor) -> list[Panel]:
    """Studies of the person's cases that the actor may open."""
    return _studies(cases_of(person, actor))


def home_panels(home, actor) -> list[Panel]:
    """Studies of the home's cases that the actor may open."""
    return _studies(cases_at(home, actor))
