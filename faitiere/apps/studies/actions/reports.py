"""Writers of the compte-rendu: its text, its printing (the study then never changes), its sending."""

import datetime as dt

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from faitiere.apps.accounts.actions import invite
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import NewLetter, add_document, add_entry, paper_people, write_letter
from faitiere.apps.cases.enums import DocumentCategory, EntryKind, LetterKind, Visibility
from faitiere.apps.cases.models import Document, PaperLetter
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.actions import file_under, queue
from faitiere.apps.notifications.models import OutgoingMail

from ..enums import StudyStatus
from ..models import Study
from ..report import pdf
from ..rules import Refused, must_be_draft


@transaction.atomic
def save_advice(*, actor, study: Study, advice: str, steps: list[dict], met_on: dt.date) -> Study:
    """What was said, and what comes next: [{"what", "who", "when" (ISO text or None)}…]."""
    must_be_draft(study)
    study.advice, study.steps = advice.strip(), steps
    study.inputs = study.inputs | {"met_on": met_on.isoformat()}
    study.save(update_fields=["advice", "steps", "inputs"])
    record(actor=actor, verb="study.advice_saved", target=study, case_id=study.case_id)
    return study


@transaction.atomic
def print_report(*, actor, study: Study) -> Document:
    """File the PDF in the case, shared with the household; from now on the study never changes."""
    must_be_draft(study)
    case = study.case
    study.report = add_document(
        actor=actor,
        case=case,
        category=DocumentCategory.REPORT,
        title=f"Compte-rendu, étude {study.number}",
        content=pdf(study, actor=actor),
        name=f"compte-rendu-{case.number}-etude-{study.number}.pdf",
        visibility=Visibility.SHARED,
    )
    study.status = StudyStatus.PRINTED
    study.save(update_fields=["report", "status"])
    record(actor=actor, verb="study.printed", target=study, case_id=case.pk, number=study.number)
    return study.report


@transaction.atomic
def send_report(*, actor, study: Study, subject: str, text: str) -> list[OutgoingMail | PaperLetter]:
    """Tell everyone who follows the case that the report is there, with a link of their own to open it.

    The link is single use for who has no password yet, else it opens the project space. It never enters the timeline.
    In paper mode, who has no address gets a letter with the report.
    """
    case = study.case
    if study.report is None:
        raise Refused(f"Imprimez d'abord le compte-rendu : c'est lui que {case.them.name} ouvrira.")
    people = [part.person for part in case.followers() if part.person.can_be_written_to]
    by_post = paper_people(case)
    if not people and not by_post:
        raise Refused("Personne n'a d'adresse e-mail dans ce dossier. Ajoutez-en une dans « Personnes et droits ».")
    space = reverse("space:documents", args=[case.pk])
    mails = [_write(actor, case, person, space=space, message=(subject, text)) for person in people]
    file_under(mails=mails, case=case)
    letter = NewLetter(subject, text, kind=LetterKind.REPORT, document=study.report)
    letters = [write_letter(actor=actor, case=case, person=person, letter=letter) for person in by_post]
    add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.MAIL,
        title=subject,
        text=text,
        visibility=Visibility.SHARED,
        mail=mails[0] if mails else None,
    )
    sent = [*mails, *letters]
    record(actor=actor, verb="study.sent", target=study, case_id=case.pk, recipients=len(sent))
    return sent


def _write(actor, case, person: Person, *, space: str, message: tuple[str, str]) -> OutgoingMail:
    subject, text = message
    link = _link(actor, person, space)
    shown = {"person": person, "case": case, "text": text, "actor": actor, "link": link}
    return queue(
        recipient=person.email,
        subject=subject,
        text=render_to_string("studies/mail/report.txt", shown),
        html=render_to_string("studies/mail/report.html", shown),
        kind="study.report",
    )


def _link(actor, person: Person, space: str) -> str:
    """Absolute address that leads this person to the report; opens an account when there is none."""
    invited = invite(
        actor=actor, email=person.email, first_name=person.first_name, last_name=person.last_name, next_path=space
    )
    if Person.objects.filter(user=invited.user).exclude(pk=person.pk).exists():
        raise Refused(f"L'adresse e-mail de {person} est déjà celle d'une autre personne connue du guichet.")
    if person.user_id != invited.user.pk:
        person.user = invited.user
        person.save(update_fields=["user"])
    return actor.territory.absolute(invited.link)
