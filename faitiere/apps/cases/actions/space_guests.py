"""Letting somebody in to the project space of a household, and showing it out."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actions import close_links, close_sessions, invite
from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.audit.actions import record
from faitiere.apps.contacts.actions import PersonFields, create_person
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.rules import name_key
from faitiere.apps.notifications.actions import notify, queue
from faitiere.apps.notifications.kinds import SpaceShared
from faitiere.lib.numbers import date_words

from ..enums import EntryKind, GuestRight
from ..models import Case, Participant, SpaceGuest
from ..notices import followers_at_desk
from ..rules import Refused
from .thread import add_entry

MOST_GUESTS = 10


@dataclass(frozen=True)
class NewGuest:
    """Somebody the household lets in: `rights` of `enums.GuestRight`; `valid_to` the last day."""

    first_name: str
    last_name: str
    email: str
    role: str
    rights: tuple[str, ...]
    valid_to: dt.date


def _person_for(actor, new: NewGuest, user: User | None) -> Person:
    """The person of this address: the one that holds its account, one with the same name, or a new one."""
    if user and (held := Person.objects.filter(user=user).first()):
        return held.merged_into or held
    same = Person.objects.current().filter(email_key=new.email, name_key=name_key(new.last_name, new.first_name))
    known = list(same[:2])
    if len(known) == 1 and known[0].user_id is None:
        return known[0]
    given = PersonFields(new.last_name, new.first_name, email=new.email)
    return create_person(actor=actor, person=given)


def _check(case: Case, new: NewGuest, user: User | None) -> None:
    today = timezone.localdate()
    if SpaceGuest.objects.filter(SpaceGuest.active_on(today), case=case).count() >= MOST_GUESTS:
        raise Refused(f"Vous partagez déjà avec {MOST_GUESTS} personnes. Retirez-en une avant d'en inviter une autre.")
    if user and Membership.objects.active().filter(user=user).exists():
        raise Refused("C'est l'adresse d'un agent du guichet : il a ses propres accès. Invitez quelqu'un d'autre.")
    members = Participant.objects.filter(Participant.active_on(today), case=case, can_view_space=True)
    if members.filter(person__email__iexact=new.email).exists():
        raise Refused("Cette personne suit déjà le projet avec vous. Rien à partager de plus.")


@transaction.atomic
def let_in(*, actor, case: Case, new: NewGuest) -> SpaceGuest:
    """Let somebody in until a day, and mail it a link of its own; asked again, the rights and the day change."""
    user = User.objects.filter(email=new.email).first()
    _check(case, new, user)
    person = _person_for(actor, new, user)
    name = f"{new.first_name} {new.last_name}".strip()
    SpaceGuest.objects.filter(case=case, person=person, ended_at=None).update(ended_at=timezone.now())
    guest = SpaceGuest(case=case, person=person, name=name, role=new.role, rights=list(new.rights))
    guest.invited_by, guest.valid_to = actor.user, new.valid_to
    guest.save(force_insert=True)
    _write(actor, guest, new)
    details = {"role": str(new.role), "rights": list(new.rights), "until": new.valid_to.isoformat()}
    record(actor=actor, verb="space.guest_let_in", target=guest, case_id=case.pk, **details)
    _tell(actor, case, f"Espace partagé avec {name} jusqu'au {date_words(new.valid_to)}")
    return guest


def _tell(actor, case: Case, sentence: str) -> None:
    """A line of the timeline, and the news to those who follow the case at the desk."""
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title=sentence)
    path = reverse("cases:people", args=[case.pk])
    notify(actor=actor, people=followers_at_desk(case), notification=SpaceShared(case=case, text=sentence, path=path))


def _write(actor, guest: SpaceGuest, new: NewGuest) -> None:
    """The mail of the guest, with the link that opens the space: single use when it has no password yet."""
    case, person = guest.case, guest.person
    invited = invite(
        actor=actor,
        email=new.email,
        first_name=new.first_name,
        last_name=new.last_name,
        next_path=reverse("space:case", args=[case.pk]),
    )
    if person.user_id != invited.user.pk and not Person.objects.filter(user=invited.user).exists():
        Person.objects.filter(pk=person.pk).update(user=invited.user)
    labels = [GuestRight(one).label for one in new.rights]
    shown = {"guest": guest, "case": case, "actor": actor, "rights": labels}
    text = render_to_string("cases/mail/guest.txt", shown | {"link": actor.territory.absolute(invited.link)})
    queue(recipient=new.email, subject=f"{actor.label} partage son projet avec vous", text=text, kind="space.guest")


@transaction.atomic
def show_out(*, actor, guest: SpaceGuest) -> None:
    """The guest opens nothing from now on: its links are worth nothing, and its sessions end when it had no other
    reason to come."""
    if not SpaceGuest.objects.filter(pk=guest.pk, ended_at=None).update(ended_at=timezone.now()):
        return
    if user := guest.person.user:
        close_links(user=user, leading_to=reverse("space:case", args=[guest.case_id]))
        if not _has_another_reason(user):
            close_sessions(user)
    record(actor=actor, verb="space.guest_shown_out", target=guest, case_id=guest.case_id)
    _tell(actor, guest.case, f"Partage retiré : {guest.name}")


def _has_another_reason(user: User) -> bool:
    today = timezone.localdate()
    member = Participant.objects.filter(Participant.active_on(today), person__user=user)
    guest = SpaceGuest.objects.filter(SpaceGuest.active_on(today), person__user=user)
    return member.exists() or guest.exists() or user.memberships.exists()
