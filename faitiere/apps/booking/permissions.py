"""Who sees which appointments, and sets whose hours."""

from django.db.models import Q

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.accounts.permissions import holders_of
from faitiere.apps.cases.permissions import in_space_of
from faitiere.apps.territories.models import Organisation

from .enums import KEPT, AppointmentStatus
from .models import Absence, Appointment, Opening, Place, Reason, WaitingRequest


def appointments_seen_by(actor):
    """Appointments of the actor's organisations and its own; all of the territory's for its administrator."""
    appointments = Appointment.objects.exclude(status=AppointmentStatus.HELD)
    if actor.has(Role.TERRITORY_ADMIN):
        return appointments
    return appointments.filter(Q(organisation__in=actor.organisation_ids) | Q(advisor=actor.user))


def appointments_of_space(actor, case):
    """What a household sees in its space: the appointments of the case it follows."""
    if not in_space_of(actor).filter(pk=case.pk).exists():
        return Appointment.objects.none()
    return Appointment.objects.filter(case=case, status__in=KEPT)


def waiting_seen_by(actor):
    """Those who wait for a slot of the actor's organisations; all of the territory's for its administrator."""
    waiting = WaitingRequest.objects.live()
    if actor.has(Role.TERRITORY_ADMIN):
        return waiting
    return waiting.filter(organisation__in=actor.organisation_ids)


def organisations_of(actor):
    """Organisations whose calendar an actor works with: its own, or all that receive for the administrator."""
    found = Organisation.objects.filter(advises=True) | Organisation.objects.filter(pk__in=actor.organisation_ids)
    if actor.has(Role.TERRITORY_ADMIN):
        return found.distinct()
    return Organisation.objects.filter(pk__in=actor.organisation_ids)


def sets_everything(actor) -> bool:
    """Sets reasons, places and the hours of others."""
    return actor.has(Role.TERRITORY_ADMIN, Role.MANAGER)


def advisors_seen_by(actor):
    """People whose agenda an actor may look at."""
    organisations = None if actor.has(Role.TERRITORY_ADMIN) else actor.organisation_ids
    return holders_of(*DESK_ROLES, organisations=organisations).order_by("last_name", "first_name")


def organisations_working(advisor):
    """Organisations where somebody works at the desk today: when one closes, it receives nobody there."""
    return Membership.objects.active().filter(user=advisor, role__in=DESK_ROLES).values("organisation_id")


def advisors_set_by(actor):
    """People whose hours and absences an actor sets: everybody's of its organisations, or only its own."""
    if actor.has(Role.TERRITORY_ADMIN):
        return advisors_seen_by(actor)
    if actor.has(Role.MANAGER):
        managed = holders_of(*DESK_ROLES, organisations=actor.organisations_as(Role.MANAGER))
        return (managed | User.objects.filter(pk=actor.user_id)).distinct().order_by("last_name", "first_name")
    return User.objects.filter(pk=actor.user_id)


def _set_by(actor, rows):
    if actor.has(Role.TERRITORY_ADMIN):
        return rows
    managed = actor.organisations_as(Role.MANAGER)
    return rows.filter(Q(organisation__in=managed) | Q(advisor=actor.user))


def openings_set_by(actor):
    return _set_by(actor, Opening.objects.all())


def absences_set_by(actor):
    """Absences an actor sees and takes back; what was read from a personal calendar is nobody's to change."""
    rows = Absence.objects.filter(external_id="")
    if actor.has(Role.TERRITORY_ADMIN):
        return rows
    managed = actor.organisations_as(Role.MANAGER)
    return rows.filter(Q(advisor__in=advisors_set_by(actor)) | Q(organisation__in=managed))


def reasons_set_by(actor):
    """Reasons: all for the administrator; those kept for its organisations only for a manager."""
    reasons = Reason.objects.filter(closed_at=None)
    if actor.has(Role.TERRITORY_ADMIN):
        return reasons
    managed = actor.organisations_as(Role.MANAGER)
    others = Reason.organisations.through.objects.exclude(organisation_id__in=managed).values("reason_id")
    return reasons.filter(organisations__in=managed).exclude(pk__in=others).distinct()


def places_set_by(actor):
    places = Place.objects.filter(closed_at=None)
    if actor.has(Role.TERRITORY_ADMIN):
        return places
    return places.filter(organisation__in=actor.organisations_as(Role.MANAGER))
