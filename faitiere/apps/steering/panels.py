"""What the acts say of a person, and of a home."""

from django.urls import reverse

from faitiere.apps.cases.panels import cases_at, cases_of
from faitiere.apps.contacts.panels import Panel, Row, panel

from .models import Act

_FETCHED = 21


def _acts(cases) -> list[Panel]:
    found = Act.objects.filter(case__in=cases.order_by().values("pk")).select_related("act_type")
    return [
        panel(
            "Actes",
            "calendar-check",
            (
                Row(
                    str(one.act_type),
                    one.get_status_display(),
                    reverse("steering:case_acts", args=[one.case_id]),
                    one.done_on,
                )
                for one in found.order_by("-done_on", "pk")[:_FETCHED]
            ),
        )
    ]


def person_panels(person, actor) -> list[Panel]:
    """Acts of the person's cases that the actor may open."""
    return _acts(cases_of(person, actor))


def home_panels(home, actor) -> list[Panel]:
    """Acts of the home's cases that the actor may open."""
    return _acts(cases_at(home, actor))
