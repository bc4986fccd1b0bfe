"""Who may see a case. Every query on cases starts here."""

from django.db.models import Q
from django.utils import timezone

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.contacts.models import Person

from .models import Case, CaseGuest, Participant, SpaceGuest


def visible_to(actor):
    """Cases an actor may open at the desk.

    Territory administrators see all of the territory's; advisors and managers those of their organisations, in charge
    or as partner; a legal advisor those it was asked in to, through a partner or a question, and those it follows;
    a funder sees figures, never cases.
    """
    cases = Case.objects.all()
    if actor.has(Role.TERRITORY_ADMIN):
        return cases
    own, legal = actor.organisations_as(Role.ADVISOR, Role.MANAGER), actor.organisations_as(Role.LEGAL_ADVISOR)
    if not own and not legal:
        return cases.none()
    shared = Case.partners.through.objects.filter(organisation_id__in=[*own, *legal])
    seen = Q(organisation__in=own) | Q(pk__in=shared.values("case_id"))
    if legal:
        invited = CaseGuest.objects.filter(CaseGuest.active_on(timezone.localdate()), organisation__in=legal)
        seen |= Q(pk__in=invited.values("case_id")) | Q(advisor=actor.user)
    return cases.filter(seen)


def in_space_of(actor):
    """Cases a household member follows in the project space: an active participation with the right to view it."""
    if actor.user is None:
        return Case.objects.none()
    today = timezone.localdate()
    active = Participant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        # The account of a row merged into another one still opens its cases.
        Q(person__user=actor.user) | Q(person__merged_people__user=actor.user),
        can_view_space=True,
        valid_from__lte=today,
    )
    cases = Case.objects.filter(pk__in=active.values("case_id"), erased_at__isnull=True)
    return cases.filter(pk=actor.only_case_id) if actor.only_case_id else cases


def guest_seats(actor):
    """Where the household of a case let this account in, today."""
    if actor.user is None or actor.only_case_id:
        return SpaceGuest.objects.none()
    own = Q(person__user=actor.user) | Q(person__merged_people__user=actor.user)
    seats = SpaceGuest.objects.filter(own, SpaceGuest.active_on(timezone.localdate()))
    return seats.filter(case__erased_at__isnull=True).select_related("case__home__commune", "case__stage")


def spaces_of(actor):
    """Cases whose space an account opens, as a member or as a guest."""
    seen = Q(pk__in=in_space_of(actor).values("pk")) | Q(pk__in=guest_seats(actor).values("case_id"))
    return Case.objects.filter(seen)


def people_of_account(case, user):
    """Participations of an account in a case, those of rows merged into another one included."""
    own = Q(person__user=user) | Q(person__merged_people__user=user)
    return case.participants.filter(own).select_related("person")


def known_to(actor):
    """People an actor may know of: those of the cases it may open, whatever their dates, and of its organisations."""
    people = Person.objects.current()
    if actor.has(Role.TERRITORY_ADMIN):
        return people
    if not actor.has(*DESK_ROLES):
        return people.none()
    in_sight = Participant.objects.filter(case__in=visible_to(actor).values("pk"))
    own = Q(organisation__in=actor.organisation_ids)
    return people.filter(own | Q(pk__in=in_sight.values("person_id")))


def can_write(actor) -> bool:
    """May change cases it can see: legal advisors included, funders never."""
    return actor.has(Role.ADVISOR, Role.LEGAL_ADVISOR, Role.MANAGER, Role.TERRITORY_ADMIN)


def related_to(case, actor):
    """Other cases the actor may open where the same people appear, or people with the same phone or e-mail address."""
    people = list(Person.objects.filter(participations__case=case))
    phones = {one.phone_key for one in people if one.phone_key}
    emails = {one.email_key for one in people if one.email_key}
    same = Q(pk__in=[one.pk for one in people]) | Q(phone_key__in=phones) | Q(email_key__in=emails)
    links = Participant.objects.filter(person__in=Person.objects.filter(same).values("pk"))
    return visible_to(actor).filter(pk__in=links.values("case_id")).exclude(pk=case.pk).order_by("-opened_at", "pk")


def can_lead(actor, case) -> bool:
    """May say which organisations work on a case: those in charge of it, and the territory's administrators."""
    return actor.has(Role.TERRITORY_ADMIN) or case.organisation_id in actor.organisation_ids


def colleagues_of(case):
    """People who may follow a case: those who work at the desk of its organisation or of a partner, today."""
    partners = Case.partners.through.objects.filter(case_id=case.pk)
    theirs = Q(organisation=case.organisation_id) | Q(organisation__in=partners.values("organisation_id"))
    held = Membership.objects.active().filter(theirs, role__in=DESK_ROLES)
    return User.objects.filter(pk__in=held.values("user_id")).order_by("last_name", "first_name", "email")
