"""Who may see a case. Every query on cases starts here."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.buildings.models import CoOwner
from faitiere.apps.contacts.models import Person
from faitiere.apps.territories.enums import ProjectKind

from .enums import ParticipantRole, Readers
from .models import Case, CaseGuest, Participant, SpaceGuest

COUNCIL = {ParticipantRole.REFERENT, ParticipantRole.PRESIDENT, ParticipantRole.COUNCIL}
# Who reads what is shared with less than everybody, in the space of a condominium.
_AUDIENCES = {Readers.TEAM: COUNCIL | {ParticipantRole.SYNDIC, ParticipantRole.ARCHITECT}, Readers.COUNCIL: COUNCIL}


def sees_all(actor) -> bool:
    """Every case of the territory is open to this actor."""
    return actor.has(Role.TERRITORY_ADMIN)


def visible_to(actor):
    """Cases an actor may open at the desk.

    Territory administrators see all of the territory's; advisors and managers those of their organisations, in charge
    or as partner; a legal advisor those it was asked in to and those it follows, never its organisation's others; a
    funder sees figures, never cases.
    """
    cases = Case.objects.all()
    if sees_all(actor):
        return cases
    own, legal = actor.organisations_as(Role.ADVISOR, Role.MANAGER), actor.organisations_as(Role.LEGAL_ADVISOR)
    if not own and not legal:
        return cases.none()
    shared = Case.partners.through.objects.filter(organisation_id__in=own)
    seen = Q(organisation__in=own) | Q(pk__in=shared.values("case_id"))
    if legal:
        invited = CaseGuest.objects.filter(CaseGuest.active_on(timezone.localdate()), organisation__in=legal)
        seen |= Q(pk__in=invited.values("case_id")) | Q(advisor=actor.user)
    return cases.filter(seen)


def _sold(day) -> Q:
    """Condition: an owner of the condominium that sold every lot it had there, seen from its participation."""
    speaks = Q(person=OuterRef("person")) | Q(others=OuterRef("person"))
    held = CoOwner.objects.filter(speaks, condominium__home=OuterRef("case__home"))
    owns = Q(ownerships__valid_to__isnull=True) | Q(ownerships__valid_to__gt=day)
    return Q(Exists(held), ~Exists(held.filter(owns)), role=ParticipantRole.OWNER)


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
    ).exclude(_sold(today))
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


def audiences_of(roles) -> list[str]:
    """Audiences that people with these roles belong to, the widest first."""
    return [Readers.ALL, *(readers for readers, those in _AUDIENCES.items() if those & set(roles))]


def meant_for(case, user) -> Q:
    """Condition on shared entries: for an audience of this person, written by it or addressed to it."""
    return Q(readers__in=_audiences(case, user)) | Q(author=user) | Q(addressee=user)


def documents_meant_for(case, user) -> Q:
    """The same on shared documents: those it added itself included."""
    return Q(readers__in=_audiences(case, user)) | Q(uploaded_by=user)


def members_reading(case, readers: str):
    """Participations of those who read in the space what is shared with this audience; none for what is private."""
    today = timezone.localdate()
    members = case.followers().filter(valid_from__lte=today).exclude(_sold(today)).select_related("person")
    if readers == Readers.ALL:
        return members
    return members.filter(role__in=_AUDIENCES.get(Readers(readers), ()))


def _audiences(case, user) -> list[str]:
    """In the space of a house there is one audience."""
    if user is None or case.project_kind != ProjectKind.CONDOMINIUM:
        return [Readers.ALL]
    return audiences_of(roles_in(case, user))


def roles_in(case, user) -> set[str]:
    """Roles of an account in a case today, among those that open the space; asked once for one reading of the case."""
    known = case.__dict__.setdefault("_roles_of", {})
    if user.pk not in known:
        today = timezone.localdate()
        active = people_of_account(case, user).filter(Participant.active_on(today), valid_from__lte=today)
        known[user.pk] = set(active.filter(can_view_space=True).values_list("role", flat=True))
    return known[user.pk]


def known_to(actor):
    """People an actor may know of: those of the cases it may open, whatever their dates, and of its organisations.

    A legal advisor knows of its organisation's people while they have no case, then as cases allow.
    """
    people = Person.objects.current()
    if actor.has(Role.TERRITORY_ADMIN):
        return people
    if not actor.has(*DESK_ROLES):
        return people.none()
    in_sight = Participant.objects.filter(case__in=visible_to(actor).values("pk"))
    own = Q(organisation__in=actor.organisations_as(Role.ADVISOR, Role.MANAGER))
    if legal := actor.organisations_as(Role.LEGAL_ADVISOR):
        own |= Q(~Exists(Participant.objects.filter(person=OuterRef("pk"))), organisation__in=legal)
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
