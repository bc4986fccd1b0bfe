"""Mails kept apart: seen by those of the case, filed or set aside by a person, never by themselves."""

import pytest
from django.urls import reverse

from faitiere.apps.cases.models import Entry, IncomingMail
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

URL = "/bureau/courriels-a-verifier/"


def mail(case=None, **given) -> IncomingMail:
    usual = {
        "sender": "y.perso@example.org",
        "subject": "Mon devis",
        "text": "Le voici.",
        "origin_id": "<1@example.org>",
    }
    return IncomingMail.objects.create(**usual | {"case": case, "reason": "Expéditeur inconnu"} | given)


def release(client, kept, number, **given):
    return client.post(reverse("cases:mail_release", args=[kept.pk]), {f"m{kept.pk.hex[:8]}-number": number} | given)


def test_a_mail_kept_apart_is_filed_by_a_person(desk, case):
    kept = mail(case)
    assert "Mon devis" in desk.get(URL).content.decode()
    assert "1 courriel attend" in desk.get(reverse("cases:timeline", args=[case.pk])).content.decode().replace(
        "\u00a0", " "
    )
    release(desk, kept, case.number, **{f"m{kept.pk.hex[:8]}-remember": "on"})
    assert Entry.objects.get(incoming=kept).text == "Le voici."
    assert case.active_participants().get().person.all_emails()[1] == "y.perso@example.org"
    assert "Mon devis" not in desk.get(URL).content.decode()


def test_a_mail_set_aside_loses_its_words(desk, case):
    kept = mail(case)
    desk.post(reverse("cases:mail_reject", args=[kept.pk]))
    kept.refresh_from_db()
    assert (kept.fate, kept.text) == ("rejected", "")
    assert not Entry.objects.exists()
    assert release(desk, kept, case.number).status_code == 404


@pytest.mark.parametrize("number", ["", "31-2026-9999", "n'importe"])
def test_an_unknown_number_files_nothing(desk, case, number):
    assert release(desk, mail(case), number).status_code == 422
    assert not Entry.objects.exists()


def test_a_mail_of_no_case_is_for_the_administrator(desk, cast, login, case):
    kept = mail()
    assert "Mon devis" not in desk.get(URL).content.decode()
    assert release(desk, kept, case.number).status_code == 404
    assert "Mon devis" in login(cast.territory_admin).get(URL).content.decode()


def test_the_mail_of_another_organisation_or_territory_does_not_exist(cast, login, case):
    kept, stranger = mail(case), login(cast.other_organisation)
    assert "Mon devis" not in stranger.get(URL).content.decode()
    assert stranger.post(reverse("cases:mail_reject", args=[kept.pk])).status_code == 404
    with territory_scope(other_territory()):
        elsewhere = mail(origin_id="<2@example.org>")
    admin = login(cast.territory_admin)
    assert admin.post(reverse("cases:mail_reject", args=[elsewhere.pk])).status_code == 404
