"""Compte-rendu: text, preview, printing that freezes the study, sending with a link of one's own."""

import re

import pytest
from django.urls import reverse

from faitiere.apps.accounts.models import Invitation
from faitiere.apps.cases.models import Document, Entry, Participant
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.studies import actions
from faitiere.apps.studies.models import Study
from faitiere.apps.studies.rules import Refused

from .factories import study_with_scenarios, work

ATTIC = work("combles_perdus", quantity="80", price_cents=4_000)
STEPS = [{"what": "Envoyer l'avis d'impôt", "who": "Vous", "when": "2026-12-04"}]


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def advisor(cast, login):
    return login(cast.advisor)


@pytest.fixture
def study(actor):
    """A study with one scenario and its text, ready to be printed."""
    study = study_with_scenarios(actor, [ATTIC])
    met_on = study.computed_at.date()
    return actions.save_advice(actor=actor, study=study, advice="Le toit d'abord.", steps=STEPS, met_on=met_on)


def route(name, study):
    return reverse(f"studies:{name}", args=[study.case_id, study.number])


def test_the_preview_is_a_pdf_and_files_nothing(advisor, study):
    answer = advisor.get(route("report_preview", study))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert not Document.objects.exists()


def test_printing_files_a_shared_document_and_freezes_the_study(advisor, actor, study):
    page = advisor.post(route("report_print", study), follow=True).text
    document = Document.objects.get()
    assert (document.category, document.visibility, document.mime) == ("report", "shared", "application/pdf")
    assert "L’étude ne change plus" in page
    with pytest.raises(Refused, match="imprimée"):
        actions.save_advice(actor=actor, study=Study.objects.get(), advice="", steps=STEPS, met_on=None)


def test_printing_twice_is_refused(advisor, study):
    advisor.post(route("report_print", study))
    page = advisor.post(route("report_print", study), follow=True).text
    assert "Cette étude est imprimée" in page
    assert Document.objects.count() == 1


def test_without_a_next_step_nothing_is_printed(advisor, actor):
    study = study_with_scenarios(actor, [ATTIC])
    page = advisor.post(route("report_print", study), follow=True).text
    assert "au moins une suite" in page
    assert not Document.objects.exists()
    assert Study.objects.get().status == "draft"


def test_a_home_without_scenario_has_a_report_too(actor):
    flat = {"kind": "appartement", "area": 60.0, "code_insee": "31157"}
    study = study_with_scenarios(actor, answers=flat)
    actions.save_advice(actor=actor, study=study, advice="", steps=STEPS, met_on=study.computed_at.date())
    assert actions.print_report(actor=actor, study=study).size > 10_000


def test_a_step_without_words_is_refused_and_the_text_stays(advisor, study):
    typed = {"met_on": "2026-11-20", "advice": "Gardez ceci", "what_1": "", "who_1": "Vous"}
    answer = advisor.post(route("report", study), typed)
    assert answer.status_code == 422
    assert "Donnez au moins une suite" in answer.text
    assert "Gardez ceci" in answer.text


def sent(client, study):
    client.post(route("report_print", study))
    typed = {"subject": "Votre compte-rendu", "text": "Voici notre rendez-vous."}
    return client.post(route("report_send", study), typed, follow=True)


def test_someone_without_an_account_gets_a_single_use_link(advisor, study):
    page = sent(advisor, study).text
    mail = OutgoingMail.objects.get(kind="study.report")
    invitation = Invitation.objects.get()
    assert re.search(r"https?://\S+/invitation/\S+/", mail.text)
    assert invitation.next_path == reverse("space:documents", args=[study.case_id])
    assert "Compte-rendu envoyé à yvette.cazalbou@example.org" in page


def test_the_link_never_enters_the_timeline(advisor, study):
    sent(advisor, study)
    entry = Entry.objects.get(kind="mail")
    assert (entry.visibility, entry.text) == ("shared", "Voici notre rendez-vous.")


def test_someone_with_an_account_gets_the_address_of_the_space(advisor, cast, study):
    person = Participant.objects.get(case=study.case_id).person
    person.email = cast.household.email
    person.save()
    sent(advisor, study)
    mail = OutgoingMail.objects.get(kind="study.report")
    assert reverse("space:documents", args=[study.case_id]) in mail.text
    assert not Invitation.objects.exists()


def test_nothing_is_sent_before_printing(advisor, study):
    answer = advisor.post(route("report_send", study), {"subject": "S", "text": "T"})
    assert answer.status_code == 422
    assert not OutgoingMail.objects.exists()


def test_nothing_is_sent_when_nobody_has_an_address(advisor, study):
    person = Participant.objects.get(case=study.case_id).person
    person.email = ""
    person.save()
    answer = sent(advisor, study)
    assert "Personne n" in answer.text
    assert not OutgoingMail.objects.exists()
