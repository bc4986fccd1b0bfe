"""Data rights done by the person itself: correct, agree or not, be erased."""

import datetime as dt

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actions import AddressTaken, change_email
from faitiere.apps.audit.actions import close_account, erase, record
from faitiere.apps.cases.actions import add_entry, archive, erase_now, make_main, show_out
from faitiere.apps.cases.enums import EntryKind
from faitiere.apps.cases.models import Case, Participant
from faitiere.apps.cases.notices import followers_at_desk
from faitiere.apps.cases.rules import Refused
from faitiere.apps.contacts.actions import (
    PersonFields,
    forbid_contact,
    give_consent,
    update_person,
    withdraw_consent,
)
from faitiere.apps.contacts.consent_texts import TEXTS
from faitiere.apps.contacts.enums import Purpose
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.actions import notify, queue
from faitiere.apps.notifications.kinds import DataRightUsed
from faitiere.lib.numbers import date_words

from ..erasure import Erasure, cases_of, erasure_of

EMAIL_HOURS = 24
_SALT = "faitiere.space.email"
_SOURCE = "Espace projet"


def _tell(actor, case: Case, sentence: str) -> None:
    notify(actor=actor, people=followers_at_desk(case), notification=DataRightUsed(case=case, text=sentence))


@transaction.atomic
def correct_person(*, actor, person: Person, given: PersonFields) -> Person:
    """Name and phone corrected at once; the address has its own way, which proves that it is read."""
    before = (person.civility, person.first_name, person.last_name, person.phone)
    given = PersonFields(given.last_name, given.first_name, given.civility, given.phone, person.email)
    person = update_person(actor=actor, person=person, given=given)
    if before != (person.civility, person.first_name, person.last_name, person.phone):
        for case in cases_of(person):
            _tell(actor, case, f"{person} a corrigé son nom ou son téléphone")
    return person


@transaction.atomic
def change_agreement(*, actor, person: Person, purpose: str) -> bool:
    """Withdraw the agreement that holds for a purpose, or give it again; True when it holds now. The desk is told."""
    held = person.consents.filter(purpose=purpose, withdrawn_at__isnull=True).first()
    if held:
        withdraw_consent(actor=actor, consent=held, source=_SOURCE)
    else:
        text = TEXTS[Purpose(purpose)]
        give_consent(actor=actor, person=person, purpose=purpose, text_shown=text, source=_SOURCE)
    words = "a retiré son accord" if held else "a donné son accord"
    for case in cases_of(person):
        _tell(actor, case, f"{person} {words} : {Purpose(purpose).label.lower()}")
    return held is None


@transaction.atomic
def ask_for_new_email(*, actor, user, email: str) -> None:
    """Write to the new address: a link that changes it, or that another account has it. The page says the same."""
    taken = get_user_model().objects.filter(email__iexact=email).exclude(pk=user.pk).exists()
    token = signing.dumps({"user": str(user.pk), "from": user.email, "to": email}, salt=_SALT)
    link = actor.territory.absolute(reverse("space:email_confirm", args=[token]))
    shown = {"user": user, "link": link, "taken": taken, "territory": actor.territory, "hours": EMAIL_HOURS}
    text = render_to_string("space/mail/new_email.txt", shown)
    queue(recipient=email, subject="Confirmez votre adresse e-mail", text=text, kind="space.email")
    record(actor=actor, verb="account.email_asked", target=user)


def read_email_token(token: str, *, user) -> str:
    """The new address, or "" for a link that is unknown, old, used, or of another account."""
    try:
        asked = signing.loads(token, salt=_SALT, max_age=EMAIL_HOURS * 3600)
    except signing.BadSignature:
        return ""
    fits = asked["user"] == str(user.pk) and asked["from"] == user.email
    return asked["to"] if fits else ""


@transaction.atomic
def confirm_new_email(*, actor, user, email: str) -> None:
    """The account and its people have the new address."""
    try:
        change_email(actor=actor, user=user, email=email)
    except AddressTaken:
        raise Refused("Cette adresse est déjà celle d'un autre compte. Rien n'a changé.") from None
    for person in Person.objects.current().filter(user=user):
        given = PersonFields(person.last_name, person.first_name, person.civility, person.phone, email)
        update_person(actor=actor, person=person, given=given)
        for case in cases_of(person):
            _tell(actor, case, f"{person} a changé d'adresse e-mail")


@transaction.atomic
def erase_own_data(*, actor, person: Person) -> Erasure:
    """Erase what may be, at once; close the account; what the law keeps is archived until its day, and says so."""
    planned = erasure_of(person)
    for guest in _guests_of(planned):
        show_out(actor=actor, guest=guest)
    for case in [*planned.gone, *planned.shared, *(one.case for one in planned.kept)]:
        _tell(actor, case, "Effacement demandé par le ménage dans son espace")
    for case in planned.shared:
        _leave(actor, case, person)
    for one in planned.kept:
        _keep_until(actor, one)
    for case in planned.gone:
        erase_now(actor=actor, case=case)
    person.refresh_from_db()
    if planned.kept:
        _close_only(actor, person)
    elif person.erased_at is None:
        erase(actor=actor, person=person)
    record(actor=actor, verb="data.erasure_done", target=person, kept=len(planned.kept), gone=len(planned.gone))
    return planned


def _guests_of(planned: Erasure) -> list:
    alone = [*planned.gone, *(one.case for one in planned.kept)]
    return [guest for case in alone for guest in case.space_guests.filter(ended_at=None).select_related("person__user")]


def _leave(actor, case: Case, person: Person) -> None:
    """The case stays to the others: somebody else is its main contact, and the person is no longer in it."""
    others = case.active_participants().exclude(person=person)
    link = case.participants.filter(person=person).filter(Participant.active_on(timezone.localdate())).first()
    if link.is_main:
        make_main(actor=actor, participant=others.first())
        link.refresh_from_db()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Participant.objects.filter(pk=link.pk).update(valid_from=min(link.valid_from, yesterday), valid_to=yesterday)
    record(actor=actor, verb="participant.ended", target=link, case_id=case.pk)
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title="Une personne a quitté le dossier à sa demande")


def _keep_until(actor, kept) -> None:
    words = f"Effacement demandé par le ménage. Conservé jusqu'au {date_words(kept.until)} : {kept.reason.lower()}."
    add_entry(actor=actor, case=kept.case, kind=EntryKind.NOTE, title="Effacement demandé", text=words)
    archive(actor=actor, case=kept.case, reason=words)


def _close_only(actor, person: Person) -> None:
    """Nobody writes to the person nor signs in as it any more; what is kept waits for its day."""
    for consent in person.consents.filter(withdrawn_at__isnull=True):
        withdraw_consent(actor=actor, consent=consent, source="Effacement demandé dans l'espace")
    forbid_contact(actor=actor, person=person, reason="Effacement demandé par la personne dans son espace")
    for user in person.accounts():
        if not user.memberships.exists():
            close_account(user)
    Person.objects.filter(pk=person.pk).update(user=None)
