"""Colleagues named in a note are told, nobody else; and what they read names no household."""

import pytest
from django.urls import reverse

from faitiere.apps.cases.rules import mentioned
from faitiere.apps.notifications.models import Notice, OutgoingMail

NAMES = {1: "Karim Benhaddou", 2: "Inès Delmas", 3: "Inès Vidal", 4: "Jean-Noël d'Arc"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@Karim, peux-tu l'inviter ?", [1]),
        ("Vu avec @karim benhaddou hier", [1]),
        ("@Inès Vidal et @Karim", [3, 1]),
        ("@Inès sans nom de famille : deux Inès", []),
        ("@ines delmas", [2]),
        ("@Jean-Noël", [4]),
        ("@Karima n'est pas Karim", []),
        ("écrire à karim@example.org", []),
        ("@Karim @Karim", [1]),
        ("rien @ personne", []),
    ],
)
def test_who_is_named_in_a_text(text, who):
    assert mentioned(text, NAMES) == who


def test_a_colleague_named_in_a_note_is_told_without_a_name_of_the_household(desk, cast, case):
    note = {"text": "Mme Cazalbou hésite. @Karim, tu rappelles ?", "kind": "note", "visibility": "internal"}
    answer = desk.post(reverse("cases:write", args=[case.pk]), note, follow=True)
    assert "Karim Benhaddou : prévenu" in answer.content.decode()
    assert Notice.objects.get(kind="mention").user == cast.teammate
    mail = OutgoingMail.objects.get(recipient=cast.teammate.email)
    assert "Cazalbou" not in mail.subject + mail.text


def test_someone_who_may_not_open_the_case_is_not_told(desk, cast, case):
    type(cast.other_organisation).objects.filter(pk=cast.other_organisation.pk).update(first_name="Zoé")
    note = {"text": "@Zoé, regarde", "kind": "note", "visibility": "internal"}
    desk.post(reverse("cases:write", args=[case.pk]), note)
    assert not Notice.objects.exists()
