"""Appointments to come of a colleague who leaves: part of its hand-over (`settings.IN_HAND_TOO`)."""

from faitiere.apps.accounts.models import User
from faitiere.apps.cases.handover import Holding, Thing

from .actions import hand_appointment
from .clock import moment_of, zone_of
from .models import Appointment


def _to_come(leaving: User, cases) -> list[Thing]:
    """Its appointments to come in these cases, soonest first."""
    found = Appointment.objects.upcoming().in_full().filter(advisor=leaving, case__in=cases)
    found = found.select_related("reason", "person", "organisation", "territory", "case__advisor")
    return [
        Thing(
            pk=one.pk,
            case=one.case,
            title=f"Rendez-vous {moment_of(one.starts_at, zone_of(one.territory))}",
            detail=f"{one.reason.name}, {one.get_way_display().lower()}",
            row=one,
        )
        for one in found.prefetch_related("case__partners").order_by("starts_at", "pk")
    ]


def _give(*, actor, row: Appointment, to: User) -> None:
    hand_appointment(actor=actor, appointment=row, to=to)


APPOINTMENTS = Holding("Rendez-vous à venir", _to_come, _give)
