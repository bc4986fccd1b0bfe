"""Writers of the members of a condominium's space: invited by its referent or by the guichet, and withdrawn."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from faitiere.apps.accounts.actions import withdraw_invitations
from faitiere.apps.buildings.actions import link_owner
from faitiere.apps.buildings.models import CoOwner
from faitiere.apps.cases.actions import NewParticipant, add_participant, end_participant, invite_to_space
from faitiere.apps.cases.models import Case, Participant
from faitiere.apps.cases.rules import Refused as CaseRefused
from faitiere.apps.contacts.actions import PersonFields
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.models import OutgoingMail

from ..models import OwnerFacts
from ..rules import Refused, address_of_owner


@dataclass(frozen=True)
class NewMember:
    """Somebody asked in: a role, a name and an address; `owner` when it owns lots, whose known address then counts.

    another: beside who speaks for this owner already (the other of a couple, an heir); only the guichet may ask
    """

    role: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    owner: CoOwner | None = None
    another: bool = False


@transaction.atomic
def invite_member(*, actor, case: Case, new: NewMember) -> OutgoingMail:
    """Ask somebody in to the space by mail. Nothing that is known of a person is changed, nor shown to who invites.

    Raises `Refused` (French sentence) for an owner whose known address is another one, or somebody already there.
    """
    if new.another and not actor.is_staff:
        raise Refused("Seul le guichet ajoute une personne à un copropriétaire.")
    email = _address(actor, new)
    person = _known(new, email)
    there = case.active_participants().filter(person=person).first() if person else None
    if there and not new.another:
        raise Refused("Cette personne est déjà dans l'espace.")
    last_name = new.last_name or (new.owner.name if new.owner else "")
    given = PersonFields(
        last_name="" if person else last_name, first_name="" if person else new.first_name, email=email
    )
    joined = NewParticipant(given, new.role, person_id=person.pk if person else None)
    try:
        participant = there or add_participant(actor=actor, case=case, new=joined)
        if new.owner:
            link_owner(actor=actor, owner=new.owner, person=participant.person)
        return invite_to_space(actor=actor, participant=participant, next_path=_space(case))
    except CaseRefused as refused:
        raise Refused(str(refused)) from None


@transaction.atomic
def withdraw_member(*, actor, participant: Participant) -> None:
    """The person leaves the space at once, and the link it may not have used yet opens nothing any more."""
    try:
        end_participant(actor=actor, participant=participant)
    except CaseRefused as refused:
        raise Refused(str(refused)) from None
    user = participant.person.user
    if user:
        withdraw_invitations(actor=actor, user=user, next_path=_space(participant.case))


def _space(case: Case) -> str:
    return reverse("space:case", args=[case.pk])


def _address(actor, new: NewMember) -> str:
    """The address to write to: the one the guichet knows of an owner, else the one typed."""
    typed = new.email.strip().lower()
    if new.owner is None or new.another:
        return typed
    known = (new.owner.person.email if new.owner.person else "") or new.owner.email
    declared = not actor.is_staff and OwnerFacts.objects.filter(owner=new.owner).exists()
    by_desk = actor.is_staff and new.owner.person is None
    return address_of_owner(typed, known=known.lower(), declared=declared, by_desk=by_desk)


def _known(new: NewMember, email: str) -> Person | None:
    """Somebody who already speaks for this owner, or whose account has this very address."""
    if new.owner and new.owner.person and not new.another:
        return new.owner.person
    return Person.objects.current().filter(user__email=email).first()
