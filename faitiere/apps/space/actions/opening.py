"""Somebody opens its space by itself: the address is proven by mail, then its cases are found by that address."""

import datetime as dt
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actions import AddressTaken, is_open, link_identity, open_account
from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.accounts.enums import Provider
from faitiere.apps.accounts.models import User
from faitiere.apps.accounts.oidc import Refused as NotLinked
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import NewCase, add_entry, open_case, project_kind_of
from faitiere.apps.cases.communes import in_charge_of
from faitiere.apps.cases.enums import CaseOrigin, EntryKind
from faitiere.apps.cases.models import Case, Participant
from faitiere.apps.cases.rules import Refused
from faitiere.apps.contacts.actions import PersonFields, create_person, give_consent
from faitiere.apps.contacts.consent_texts import TEXTS
from faitiere.apps.contacts.enums import Purpose
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.actions import queue
from faitiere.apps.territories.enums import ProjectKind

from ..erasure import own_person

OPENING_HOURS = 24
_SALT = "faitiere.space.opening"
_CALL_DAYS = 2


@dataclass(frozen=True)
class NewSpace:
    """What is typed once the address is proven."""

    first_name: str
    last_name: str
    # None: it signs in by the identity just proven.
    password: str | None


def ask_to_open(*, actor, email: str) -> None:
    """Write to the address, whatever it is: a link that opens the space, or how to sign in when there is one."""
    account = User.objects.filter(email=email).first()
    known = is_open(account)
    token = signing.dumps({"email": email}, salt=_SALT)
    link = reverse("account_login") if known else reverse("space:opening_link", args=[token])
    shown = {"known": known, "link": actor.territory.absolute(link), "territory": actor.territory}
    text = render_to_string("space/mail/opening.txt", shown | {"hours": OPENING_HOURS})
    queue(recipient=email, subject="Votre espace projet", text=text, kind="space.opening")


def read_opening_token(token: str) -> str:
    """The proven address, or "" for a link that is unknown, old, or used: somebody signs in to its account."""
    try:
        email = signing.loads(token, salt=_SALT, max_age=OPENING_HOURS * 3600)["email"]
    except signing.BadSignature:
        return ""
    account = User.objects.filter(email=email).first()
    return "" if is_open(account) else email


@transaction.atomic
def open_space(*, actor, email: str, new: NewSpace, subject: str = "") -> User:
    """Open the account of a proven address, and join the cases that carry it.

    subject  who FranceConnect says is there, with this very address: it opens the account from now on
    """
    try:
        user = open_account(
            actor=actor, email=email, password=new.password, first_name=new.first_name, last_name=new.last_name
        )
    except AddressTaken:
        raise Refused("Ce lien a déjà servi. Connectez-vous.") from None
    if subject:
        _link(actor_for(user, actor.territory), subject, email)
    if Person.objects.filter(user=user).exists():
        return user
    own = actor_for(user, actor.territory)
    person = _known_by_case(email)
    if person is None:
        given = PersonFields(new.last_name, new.first_name, email=email)
        person = create_person(actor=own, person=given)
    Person.objects.filter(pk=person.pk).update(user=user)
    for link in Participant.objects.filter(person=person, valid_to=None).select_related("case"):
        record(actor=own, verb="space.joined", target=link, case_id=link.case_id)
        title = f"Espace ouvert par {person}, avec l'adresse du dossier"
        add_entry(actor=own, case=link.case, kind=EntryKind.NOTE, title=title)
    return user


def _link(own, subject: str, email: str) -> None:
    try:
        link_identity(actor=own, provider=Provider.FRANCECONNECT, subject=subject, email=email)
    except NotLinked as refused:
        raise Refused(str(refused)) from refused


def _known_by_case(email: str) -> Person | None:
    """The person that a case knows by this address, of the latest case when several do; never one with an account."""
    people = Person.objects.current().filter(email_key=email, user__isnull=True, participations__valid_to=None)
    return people.filter(participations__isnull=False).order_by("-participations__case__opened_at").first()


@transaction.atomic
def open_project(*, actor, asked: dict) -> Case:
    """A case for a signed-in person, taken by the organisation of the commune; `asked`: cleaned `ProjectForm`."""
    kind = project_kind_of(asked["home_kind"])
    organisation = in_charge_of(asked["commune"], kind)
    if organisation is None:
        raise Refused(f"Aucune structure ne répond encore pour {asked['commune'].name}. Appelez-nous.")
    person = own_person(actor.user)
    if person is None:
        given = PersonFields(actor.user.last_name or actor.user.email, actor.user.first_name, email=actor.user.email)
        person = create_person(actor=actor, person=given)
        Person.objects.filter(pk=person.pk).update(user=actor.user)
    request = NewCase(
        organisation=organisation,
        last_name=person.last_name,
        first_name=person.first_name,
        phone=asked["phone"],
        person_id=person.pk,
        commune=asked["commune"],
        address=asked["address"],
        home_kind=asked["home_kind"],
        condominium=asked["condominium"],
        occupancy=asked["occupancy"],
        text=asked["text"],
        origin=CaseOrigin.PORTAL,
        next_step="Rappeler le ménage" if kind == ProjectKind.HOUSE else "Rappeler le conseil syndical",
        next_step_on=timezone.localdate() + dt.timedelta(days=_CALL_DAYS),
    )
    case = open_case(actor=actor, request=request)
    give_consent(
        actor=actor, person=person, purpose=Purpose.FOLLOW_UP, text_shown=TEXTS[Purpose.FOLLOW_UP], source="Espace"
    )
    return case
