"""What the desk knows beside its cases, through the same actions as the screens."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from faitiere.apps.cases.actions import receive, save_template, schedule_relance
from faitiere.apps.cases.mail_reading import Received
from faitiere.apps.cases.models import Case, Entry, IncomingMail, Task
from faitiere.apps.contacts import actions
from faitiere.apps.contacts.consent_texts import TEXTS
from faitiere.apps.contacts.enums import ListKind
from faitiere.apps.contacts.models import ContactList, Person
from faitiere.apps.contacts.rules import parse_phone
from faitiere.apps.territories.models import Organisation

from .setting import Setting


def _person(name: str) -> Person:
    first, last = name.split(" ", 1)
    return Person.objects.filter(first_name=first, last_name=last).earliest("created_at")


def _contact(actor, told: dict) -> None:
    first, last = told["name"]
    fields = actions.PersonFields(last, first, "", parse_phone(told["phone"]), told["email"])
    person = actions.add_contact(actor=actor, person=fields)
    for name in told.get("tags", []):
        actions.tag_person(actor=actor, person=person, name=name)
    if "organisation" in told:
        name, kind = told["organisation"]
        found = Organisation.objects.filter(name=name).first()
        organisation = found or actions.create_organisation(actor=actor, given=actions.OrganisationFields(name, kind))
        actions.join_organisation(actor=actor, person=person, organisation=organisation, title=told["title"])
    if purpose := told.get("consent"):
        text = TEXTS[purpose]
        actions.give_consent(actor=actor, person=person, purpose=purpose, text_shown=text, source="Téléphone")
    if reason := told.get("silence"):
        actions.forbid_contact(actor=actor, person=person, reason=reason)


def _list(actor, told: dict) -> None:
    kind = ListKind.CRITERIA if "criteria" in told else ListKind.BY_HAND
    given = actions.NewList(told["name"], told["purpose"], kind, told.get("criteria", {}))
    made = actions.create_list(actor=actor, given=given)
    for name in told.get("members", []):
        actions.add_to_list(actor=actor, contact_list=made, person=_person(name))
    for name in told.get("includes", []):
        other = ContactList.objects.get(name=name, organisation=made.organisation)
        actions.include_list(actor=actor, contact_list=made, other=other)


def _mail(setting: Setting, told: dict, moment: dt.datetime) -> None:
    person = _person(told["of"])
    case = Case.objects.filter(participants__person=person).order_by("opened_at").first()
    name, sender = told.get("from", [str(person), person.email])
    received = Received(sender, name, told["subject"], told["text"], f"<demo-{told['days']}@example.org>", [])
    mail = receive(received=received, case=case, territory=setting.territory)
    IncomingMail.objects.filter(pk=mail.pk).update(received_at=moment)
    if Entry.objects.filter(incoming=mail).update(at=moment):
        Case.objects.filter(pk=case.pk).update(last_contact_at=moment)


def know_people(setting: Setting, told: dict, *, moment_of: Callable[[int], dt.datetime]) -> None:
    """Templates, contacts, lists, mails received, a relance left to leave alone, and the pairs of the night."""
    desk, admin = setting.actor("ines"), setting.actor("pascal")
    for one in told["template"]:
        save_template(actor=admin, **one)
    for one in told["contact"]:
        _contact(desk, one)
    for one in told["list"]:
        _list(desk, one)
    for one in told["mail"]:
        _mail(setting, one, moment_of(one["days"]))
    today = timezone.localdate()
    for task in Task.objects.filter(kind="relance", done_at__isnull=True, due_on__gt=today)[:1]:
        text = task.message or "Où en est votre projet ?"
        schedule_relance(actor=desk, task=task, subject=f"Votre dossier {task.case.number}", text=text)
    actions.look_for_duplicates(actor=setting.platform)
