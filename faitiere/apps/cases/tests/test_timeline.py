"""The timeline: internal by default, mailed when shared, filtered, grouped by day."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.cases import actions
from faitiere.apps.cases.models import Case, Entry, MessageTemplate, PinnedNote
from faitiere.apps.cases.reading import day_label, readers_of, thread_of
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.tests.factories import EntryFactory, ParticipantFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import OutgoingMail


def write(desk, case, **given):
    return desk.post(
        reverse("cases:write", args=[case.pk]), {"text": "Bonjour", "kind": "note", "visibility": "internal"} | given
    )


def test_a_note_stays_inside_the_desk(desk, case):
    write(desk, case, kind="call")
    entry = Entry.objects.get()
    assert (entry.kind, entry.visibility, entry.from_household) == ("call", "internal", False)
    assert not OutgoingMail.objects.exists()


def test_a_visible_message_is_mailed_and_kept(desk, case):
    write(desk, case, visibility="shared")
    mail = OutgoingMail.objects.get()
    assert mail.recipient == "yvette.cazalbou@example.org"
    assert case.number in mail.text
    entry = Entry.objects.get()
    assert (entry.visibility, entry.mail) == ("shared", mail)


def test_without_an_address_the_text_stays_on_the_screen(desk, case):
    Person.objects.update(email="", email_key="")
    page = write(desk, case, visibility="shared", text="Texte précieux").content.decode()
    assert "Personne n&#x27;a d&#x27;adresse e-mail" in page
    assert "Texte précieux" in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "given", [{"text": "  "}, {"visibility": "public"}, {"kind": "act"}, {"text": "x" * 10_001}, {"kind": "created"}]
)
def test_nonsense_is_refused(desk, case, given):
    assert write(desk, case, **given).status_code == 200
    assert not Entry.objects.exists()


def test_what_is_written_is_text_never_html(desk, case):
    write(desk, case, text="<script>alert(1)</script>", visibility="shared")
    assert "<script>alert" not in desk.get(reverse("cases:timeline", args=[case.pk])).content.decode()
    assert "<script>" not in OutgoingMail.objects.get().html


def test_a_subject_cannot_carry_a_second_header(actor, case):
    actions.write_to_household(actor=actor, case=case, subject="Bonjour\r\nBcc: x@example.org", text="x")
    assert "\n" not in OutgoingMail.objects.get().subject


def test_a_person_out_of_the_space_is_not_written_to(actor, case):
    case.participants.update(can_view_space=False)
    with pytest.raises(Refused):
        actions.write_to_household(actor=actor, case=case, subject="x", text="x")


def test_a_call_is_the_last_contact(actor, case):
    Case.objects.update(last_contact_at=timezone.now() - dt.timedelta(days=90))
    actions.add_entry(actor=actor, case=case, kind="call", title="Appel")
    assert timezone.now() - Case.objects.get().last_contact_at < dt.timedelta(minutes=1)


def test_a_message_of_the_household_is_known_as_such(cast, toulouse, case):
    entry = actions.add_entry(
        actor=cast.actor("household", toulouse), case=case, kind="message", title="Message", visibility="shared"
    )
    assert entry.from_household


@pytest.mark.parametrize(("view", "count"), [("", 3), ("shared", 2), ("internal", 1), ("mail", 1), ("nonsense", 3)])
def test_the_timeline_is_filtered(case, view, count):
    EntryFactory(case=case)
    EntryFactory(case=case, shared=True)
    EntryFactory(case=case, household=True)
    thread = thread_of(case, view=view)
    assert sum(len(entries) for _, entries in thread.days) == count


@pytest.mark.parametrize(("kind", "label"), [("note", "Notes"), ("message", "Messages"), ("meeting", "Rendez-vous")])
def test_what_was_written_said_or_met_has_its_filter(case, kind, label):
    EntryFactory(case=case, kind=kind)
    EntryFactory(case=case, kind="stage")
    chip = next(one for one in thread_of(case, view=kind).chips if one["current"])
    assert (chip["label"], chip["count"], chip["url"]) == (label, 1, f"?vue={kind}")


def test_days_are_named(case):
    today = timezone.localdate()
    EntryFactory(case=case, at=timezone.now() - dt.timedelta(days=40))
    EntryFactory(case=case)
    assert thread_of(case).days[0][0] == "Aujourd’hui"
    assert day_label(dt.date(2026, 11, 17), dt.date(2026, 11, 23)) == "Mardi 17\u00a0novembre 2026"
    assert day_label(today - dt.timedelta(days=1), today) == "Hier"


def test_older_lines_are_counted_then_shown(desk, case):
    for _ in range(35):
        EntryFactory(case=case)
    thread = thread_of(case)
    assert thread.older == 5
    page = desk.get(reverse("cases:timeline", args=[case.pk]) + thread.more_url)
    assert page.context["thread"].older == 0


@pytest.mark.parametrize("upto", ["-1", "abc", "999999999999", "²"])
def test_a_nonsense_length_never_breaks(desk, case, upto):
    assert desk.get(reverse("cases:timeline", args=[case.pk]), {"jusqua": upto}).status_code == 200


def test_the_household_reading_dates_shared_lines_once(case):
    EntryFactory(case=case)
    EntryFactory(case=case, shared=True)
    assert actions.mark_read(case=case) == 1
    assert actions.mark_read(case=case) == 0


def test_who_opened_the_case_is_listed_once_each(desk, login, cast, case):
    for client in (desk, desk, login(cast.teammate)):
        client.get(reverse("cases:timeline", args=[case.pk]))
    assert [event.actor_label for event in readers_of(case)] == ["Karim Benhaddou", "Inès Delmas"]


def test_the_subject_typed_is_the_one_mailed(desk, case):
    write(desk, case, visibility="shared", subject="Votre devis d'isolation")
    assert OutgoingMail.objects.get().subject == Entry.objects.get().title == "Votre devis d'isolation"


def test_a_template_gives_its_subject_with_its_text(desk, case):
    template = MessageTemplate.objects.create(name="Avis", subject="Dossier {numero}", text="Bonjour {prenom}")
    page = desk.get(reverse("cases:timeline", args=[case.pk]), {"modele": template.pk})
    composer = page.context["composer"]
    assert (composer["subject"].value(), composer["text"].value()) == (f"Dossier {case.number}", "Bonjour Yvette")


def test_a_field_left_in_the_subject_is_told_and_nothing_leaves(desk, case):
    template = MessageTemplate.objects.create(name="Avis", subject="{manque}", text="Bonjour")
    page = desk.get(reverse("cases:timeline", args=[case.pk]), {"modele": template.pk}).content.decode()
    assert "Il reste à compléter : ce qui manque au dossier" in page
    write(desk, case, visibility="shared", subject="{manque}")
    assert not OutgoingMail.objects.exists()


@pytest.fixture
def gerard(case):
    person = PersonFactory(first_name="Gérard", email="gerard@example.org", phone="")
    return ParticipantFactory(case=case, person=person, is_main=False).person


def test_in_a_house_one_person_alone_is_written_to(desk, case, gerard):
    write(desk, case, visibility="shared", to=str(gerard.pk))
    assert [one.recipient for one in OutgoingMail.objects.all()] == ["gerard@example.org"]
    assert Entry.objects.get().readers == "all"


def test_to_nobody_in_particular_everybody_is_written_to(desk, case, gerard):
    write(desk, case, visibility="shared", to="")
    assert OutgoingMail.objects.count() == 2


def test_somebody_out_of_the_case_is_not_an_addressee(desk, case, gerard):
    assert write(desk, case, visibility="shared", to=str(PersonFactory().pk)).status_code == 200
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("subject", ["x" * 151])
def test_a_subject_too_long_is_refused(desk, case, subject):
    assert write(desk, case, visibility="shared", subject=subject).status_code == 200
    assert not OutgoingMail.objects.exists()


def test_a_post_it_is_stuck_then_taken_off(desk, case):
    desk.post(reverse("cases:note_pin", args=[case.pk]), {"postit-title": "", "postit-text": "Appeler après 13 h"})
    note = PinnedNote.objects.get()
    assert note.title == "Attention"
    desk.post(reverse("cases:note_unpin", args=[case.pk, note.pk]))
    assert not PinnedNote.objects.exists()


def test_a_long_post_it_is_refused_and_kept_on_screen(desk, case):
    page = desk.post(reverse("cases:note_pin", args=[case.pk]), {"postit-text": "y" * 301}).content.decode()
    assert "300 caractères" in page
    assert "y" * 301 in page
