"""Mails kept apart: seen by those of the case, filed or set aside by a person, never by themselves."""

import pytest
from django.urls import reverse

from faitiere.apps.cases.actions import reject_mail, reject_mails
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


def flood(number: int, **given) -> list[IncomingMail]:
    return [mail(origin_id=f"<f{rank}@example.org>", subject=f"Essai {rank}", **given) for rank in range(number)]


def states() -> list[str]:
    return sorted(IncomingMail.objects.values_list("fate", flat=True))


def test_a_flood_is_read_page_after_page(desk, case):
    flood(51, case=case)
    first, second = desk.get(URL), desk.get(URL, {"page": "2"})
    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 1)
    assert "51 courriels attendent" in first.content.decode()
    assert 'href="?page=2"' in first.content.decode()
    assert len(desk.get(URL, {"page": "x"}).context["rows"]) == 50


def test_those_ticked_are_set_aside_at_once_and_the_page_stays(desk, case):
    kept = flood(3, case=case)
    ticked = [str(kept[0].pk), str(kept[1].pk), "n'importe"]
    assert desk.post(URL + "ecarter/?page=2", {"courriel": ticked}).url == URL + "?page=2"
    assert states() == ["quarantine", "rejected", "rejected"]
    assert set(IncomingMail.objects.filter(fate="rejected").values_list("text", flat=True)) == {""}


def test_all_of_one_sender_are_set_aside_at_once(desk, case):
    flood(60, case=case)
    mail(case, sender="autre@example.org", origin_id="<2@example.org>")
    assert "Écarter les 60 courriels de y.perso@example.org" in desk.get(URL).content.decode()
    page = desk.post(URL + "ecarter/", {"expediteur": "y.perso@example.org"}, follow=True).content.decode()
    assert "60 courriels écartés" in page.replace("\xa0", " ")
    assert IncomingMail.objects.get(fate="quarantine").sender == "autre@example.org"


@pytest.mark.parametrize("given", [{}, {"courriel": "n'importe"}, {"expediteur": "personne@example.org"}])
def test_nothing_ticked_sets_nothing_aside_and_says_it(desk, case, given):
    mail(case)
    assert "Cochez au moins un courriel" in desk.post(URL + "ecarter/", given, follow=True).content.decode()
    assert states() == ["quarantine"]


def test_several_of_another_organisation_or_of_no_case_stay(cast, login, desk, case):
    theirs, nobodys = mail(case), mail(origin_id="<2@example.org>")
    login(cast.other_organisation).post(URL + "ecarter/", {"courriel": [str(theirs.pk), str(nobodys.pk)]})
    login(cast.other_organisation).post(URL + "ecarter/", {"expediteur": theirs.sender})
    desk.post(URL + "ecarter/", {"courriel": str(nobodys.pk)})
    assert states() == ["quarantine", "quarantine"]


def test_one_dealt_with_meanwhile_is_left_alone(actor, case):
    kept = flood(2, case=case)
    reject_mail(actor=actor, mail=kept[0])
    assert reject_mails(actor=actor, mails=kept) == 1
    assert states() == ["rejected", "rejected"]
