"""Writers of the people of a case: their role, what they see, their invitation to the project space."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actions import invite
from faitiere.apps.audit.actions import record
from faitiere.apps.contacts.actions import PersonFields, complete_person, create_person, held
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.actions import file_under, queue
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.territories.enums import ProjectKind

from ..enums import EntryKind, LetterKind, ParticipantRole
from ..models import Case, PaperLetter, Participant
from ..rules import Refused, household_title
from .finding import index_itself, index_person
from .letters import NewLetter, paper_people, write_letter
from .thread import add_entry

_LIVES_THERE = (ParticipantRole.OWNER, ParticipantRole.TENANT)


@dataclass(frozen=True)
class NewParticipant:
    """Someone who joins a case: a person already known (`person_id`) or described, a role and rights."""

    person: PersonFields
    role: str = ParticipantRole.OWNER
    can_view_space: bool = True
    person_id: uuid.UUID | None = None
    valid_from: dt.date | None = None


def _retitle(case: Case, before: str) -> None:
    """Keep the title in step with the people who live there, unless someone wrote another one."""
    if case.title == before:
        case.title = _title_of(case)[:200]
        case.save(update_fields=["title"])
        index_itself(case)


def _title_of(case: Case) -> str:
    people = case.active_participants().filter(role__in=_LIVES_THERE).order_by("-is_main", "valid_from", "pk")
    return household_title([(part.person.first_name, part.person.last_name) for part in people])


@transaction.atomic
def add_participant(*, actor, case: Case, new: NewParticipant) -> Participant:
    """Add a person to the case, from today unless it says when. Raises `Refused` when the person is in it already."""
    if new.person_id:
        person = complete_person(actor=actor, person=held(new.person_id), given=new.person)
    else:
        person = create_person(actor=actor, person=new.person)
    if case.active_participants().filter(person=person).exists():
        raise Refused(f"{person} est déjà dans ce dossier.")
    title = _title_of(case)
    participant = Participant(case=case, person=person, role=new.role, can_view_space=new.can_view_space)
    participant.valid_from = new.valid_from or participant.valid_from
    participant.save(force_insert=True)
    index_person(case, person)
    if new.role in _LIVES_THERE and case.project_kind != ProjectKind.CONDOMINIUM:
        case.household.people.add(person)
        _retitle(case, title)
    record(actor=actor, verb="participant.added", target=participant, case_id=case.pk, role=str(new.role))
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=f"Ajout au dossier : {person}")
    return participant


@transaction.atomic
def change_participant(
    *, actor, participant: Participant, role: str, can_view_space: bool, valid_from: dt.date | None = None
) -> None:
    """Change the role of a person in the case, since when if it is said, and whether the space is open to it."""
    title = _title_of(participant.case)
    participant.role, participant.can_view_space = role, can_view_space
    participant.valid_from = valid_from or participant.valid_from
    participant.save(update_fields=["role", "can_view_space", "valid_from"])
    _retitle(participant.case, title)
    record(
        actor=actor,
        verb="participant.changed",
        target=participant,
        case_id=participant.case_id,
        role=str(role),
        space=can_view_space,
    )


@transaction.atomic
def end_participant(*, actor, participant: Participant) -> None:
    """The person leaves the case at once; what it wrote stays. The main contact cannot leave."""
    if participant.is_main:
        raise Refused("C'est le contact principal du dossier : choisissez d'abord un autre contact principal.")
    title = _title_of(participant.case)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    participant.valid_from = min(participant.valid_from, yesterday)
    participant.valid_to = yesterday
    participant.save(update_fields=["valid_from", "valid_to"])
    _retitle(participant.case, title)
    record(actor=actor, verb="participant.ended", target=participant, case_id=participant.case_id)
    add_entry(
        actor=actor,
        case=participant.case,
        kind=EntryKind.NOTE,
        title=f"Retrait du dossier : {participant.person}",
    )


@transaction.atomic
def make_main(*, actor, participant: Participant) -> None:
    """This person becomes the main contact of the case."""
    Participant.objects.filter(case=participant.case_id, is_main=True).update(is_main=False)
    participant.is_main = True
    participant.save(update_fields=["is_main"])
    record(actor=actor, verb="participant.made_main", target=participant, case_id=participant.case_id)


def _invite_by_post(actor, case: Case, person: Person) -> PaperLetter:
    shown = {"person": person, "case": case, "link": actor.territory.absolute(reverse("space:opening"))}
    text = render_to_string("cases/mail/invitation_by_post.txt", shown)
    letter = NewLetter("Votre espace projet", text, kind=LetterKind.INVITATION)
    return write_letter(actor=actor, case=case, person=person, letter=letter)


@transaction.atomic
def invite_to_space(*, actor, participant: Participant, next_path: str) -> OutgoingMail | PaperLetter:
    """Mail a link to the project space (`next_path`), single use when the person has no password yet.

    In paper mode, somebody without an address gets a letter that says how to open it.
    """
    person, case = participant.person, participant.case
    if person in paper_people(case):
        return _invite_by_post(actor, case, person)
    if not person.email:
        raise Refused(f"{person} n'a pas d'adresse e-mail. Ajoutez-la, puis invitez de nouveau.")
    if person.do_not_contact_at:
        raise Refused(f"{person} a demandé à ne plus être contactée. Changez-le d'abord dans sa fiche.")
    invited = invite(
        actor=actor, email=person.email, first_name=person.first_name, last_name=person.last_name, next_path=next_path
    )
    if Person.objects.filter(user=invited.user).exclude(pk=person.pk).exists():
        raise Refused("Cette adresse e-mail est déjà celle d'une autre personne connue du guichet.")
    if person.user_id != invited.user.pk:
        person.user = invited.user
        person.save(update_fields=["user"])
    if not participant.can_view_space:
        participant.can_view_space = True
        participant.save(update_fields=["can_view_space"])
    shown = {"person": person, "case": case, "link": actor.territory.absolute(invited.link), "actor": actor}
    mail = queue(
        recipient=person.email,
        subject="Votre espace projet est ouvert",
        text=render_to_string("cases/mail/invitation.txt", shown),
        html=render_to_string("cases/mail/invitation.html", shown),
        kind="case.invitation",
    )
    file_under(mails=[mail], case=case)
    record(actor=actor, verb="participant.invited", target=participant, case_id=case.pk)
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=f"Invitation à l'espace projet : {person}")
    return mail
