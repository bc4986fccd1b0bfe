"""Who holds a condominium over time: syndics and managers, owners put right, sales, lots and keys that are no more."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.tests.factories import sign_in
from faitiere.apps.assemblies.counting import holdings
from faitiere.apps.assemblies.models import Vote
from faitiere.apps.buildings.models import Condominium, CoOwner, Lot, Ownership, ShareKey
from faitiere.apps.contacts.models import Person
from faitiere.apps.search.models import SearchWord

from .factories import DAY, LIST, condominium_case, meeting_of


@pytest.fixture
def case(toulouse, cast):
    return condominium_case(cast.actor("advisor", toulouse))


@pytest.fixture
def page(login, cast):
    return login(cast.advisor)


def url(name, case, **ids):
    return reverse(f"assemblies:{name}", kwargs={"case_id": case.pk, **ids})


def syndic(page, case, name, since="", what="new", manager=""):
    given = {"name": name, "since": since, "what": what, "manager": manager}
    return page.post(url("syndic", case), given)


def imported(page, case, text, **given):
    sent = {"file": SimpleUploadedFile("lots.csv", text.encode())}
    token = page.post(url("lots_preview", case), sent).context["token"]
    return page.post(url("lots_import", case), {"token": token} | given)


def test_syndics_follow_each_other_and_are_all_kept(page, case):
    syndic(page, case, "Cabinet Garonne", since="2020-01-15", manager="M. Sicre")
    assert syndic(page, case, "Cabinet des Trois-Ponts", since="2026-06-01").status_code == 302
    shown = [(one.name, one.manager, one.valid_from, one.valid_to) for one in case.home.condominium.mandates.all()]
    assert shown == [
        ("Cabinet des Trois-Ponts", "", dt.date(2026, 6, 1), None),
        ("Cabinet Garonne", "M. Sicre", dt.date(2020, 1, 15), dt.date(2026, 6, 1)),
    ]
    assert "Cabinet Garonne" in page.get(url("syndic", case)).text


def test_lists_and_search_follow_todays_syndic(page, case):
    syndic(page, case, "Cabinet Garonne", since="2020-01-15")
    syndic(page, case, "Immo Pastel", since="2026-06-01")
    assert Condominium.objects.get().syndic == "Immo Pastel"
    words = set(SearchWord.objects.values_list("word", flat=True))
    assert ("PASTEL" in words, "GARONNE" in words) == (True, False)


def test_a_correction_makes_no_new_syndic(page, case):
    syndic(page, case, "Cabinet Garone", since="2020-01-15")
    syndic(page, case, "Cabinet Garonne", since="2020-01-15", what="right", manager="Mme Loubet")
    assert [(one.name, one.manager) for one in case.home.condominium.mandates.all()] == [
        ("Cabinet Garonne", "Mme Loubet")
    ]


@pytest.mark.parametrize(
    ("since", "said"), [("", "Donnez la date"), ("2019-01-01", "Le précédent a commencé"), ("2099-01-01", "à venir")]
)
def test_a_syndic_without_a_plausible_date_is_refused(page, case, since, said):
    syndic(page, case, "Cabinet Garonne", since="2020-01-15")
    answer = syndic(page, case, "Immo Pastel", since=since)
    assert (answer.status_code, said in answer.text.replace("&#x27;", "'")) == (422, True)
    assert Condominium.objects.get().syndic == "Cabinet Garonne"


def test_the_same_name_in_other_letters_is_the_same_owner(page, case):
    imported(page, case, LIST.replace("Mme Lebrun", "MME LEBRUN").replace("Mme Blanc", "Mme  Blânc"))
    assert set(CoOwner.objects.values_list("name", flat=True)) == {"Mme Lebrun", "M. Roux", "SCI Tilleul", "Mme Blanc"}
    assert not Ownership.objects.filter(valid_to__isnull=False).exists()


def test_two_spellings_in_one_list_are_one_head(page, case):
    imported(page, case, LIST + "5;m. roux;50\n")
    assert CoOwner.objects.get(name="M. Roux").ownerships.count() == 2


def test_a_list_does_not_undo_what_was_put_right(page, case):
    owner = CoOwner.objects.get(name="Mme Lebrun")
    given = {"name": "Mme Lebrun", "kind": "company", "email": "lebrun@example.org", "postal_address": ""}
    page.post(url("owner_edit", case, owner_id=owner.pk), given)
    imported(page, case, LIST)
    owner.refresh_from_db()
    assert (owner.kind, owner.email) == ("company", "lebrun@example.org")


def test_an_owner_never_takes_the_name_of_another(page, case):
    owner = CoOwner.objects.get(name="Mme Lebrun")
    answer = page.post(url("owner_edit", case, owner_id=owner.pk), {"name": "m. roux", "kind": "person"})
    assert (answer.status_code, "porte déjà ce nom" in answer.text) == (422, True)


def invited(page, case, owner, email, last_name="Roux"):
    given = {"first_name": "", "last_name": last_name, "email": email}
    return page.post(url("owner_person_add", case, owner_id=owner.pk), given)


def test_both_of_a_couple_open_the_same_share(page, case):
    owner = CoOwner.objects.get(name="M. Roux")
    for email in ("jean@example.org", "anne@example.org"):
        assert invited(page, case, owner, email).status_code == 302
    for person in Person.objects.filter(email__in=["jean@example.org", "anne@example.org"]):
        shown = sign_in(person.user).get(reverse("condominiums:share", args=[case.pk]))
        assert "Lot 2" in shown.text
    assert holdings(case.home.condominium, on=DAY).owners.keys().__len__() == 4  # one head still


def test_who_is_withdrawn_opens_the_share_no_more(page, case):
    owner = CoOwner.objects.get(name="M. Roux")
    for email in ("jean@example.org", "anne@example.org"):
        invited(page, case, owner, email)
    owner.refresh_from_db()
    gone = owner.person
    page.post(url("owner_person_remove", case, owner_id=owner.pk, person_id=gone.pk))
    assert sign_in(gone.user).get(reverse("condominiums:share", args=[case.pk])).status_code == 404
    owner.refresh_from_db()
    assert (owner.person.email, owner.others.count()) == ("anne@example.org", 0)


def sold(page, case, lot, buyer, on):
    return page.post(url("lot_sell", case, lot_id=lot.pk), {"buyer": buyer, "on": on})


def test_a_sale_is_dated_and_an_owner_of_that_name_is_the_same(page, case):
    lot = Lot.objects.get(number="1")
    assert sold(page, case, lot, "m. roux", "2026-03-10").status_code == 302
    before, after = (lot.ownerships.get(valid_to__isnull=empty) for empty in (False, True))
    assert (before.valid_to, after.valid_from) == (dt.date(2026, 3, 10), dt.date(2026, 3, 10))
    assert after.owner.name == "M. Roux"


@pytest.mark.parametrize(
    ("buyer", "on", "said"),
    [
        ("Mme Lebrun", "2026-03-10", "déjà son propriétaire"),
        ("M. X", "2099-01-01", "à venir"),
        ("", "", "Donnez un nom"),
    ],
)
def test_a_sale_that_cannot_be_is_refused(page, case, buyer, on, said):
    answer = sold(page, case, Lot.objects.get(number="1"), buyer, on)
    assert (answer.status_code, said in answer.text.replace("&#x27;", "'")) == (422, True)
    assert not Ownership.objects.filter(valid_to__isnull=False).exists()


def test_sales_of_a_list_begin_on_the_day_typed(page, case):
    imported(page, case, LIST.replace("Mme Lebrun", "Mme Faure"), sold_on="2026-03-10")
    assert Ownership.objects.get(valid_to__isnull=False).valid_to == dt.date(2026, 3, 10)
    assert Ownership.objects.get(owner__name="Mme Faure").valid_from == dt.date(2026, 3, 10)


def voted(case):
    """A meeting of last spring in which Mme Lebrun voted."""
    asked = meeting_of(case, coming=["Mme Lebrun"])
    asked.meeting.held_on = dt.date(2026, 4, 2)
    asked.meeting.save()
    Vote.objects.create(resolution=asked, owner=CoOwner.objects.get(name="Mme Lebrun"), choice="for")
    return asked


def test_no_sale_changes_the_voices_already_counted(page, case):
    voted(case)
    answer = sold(page, case, Lot.objects.get(number="1"), "Mme Faure", "2026-03-10")
    assert (answer.status_code, "donnez une date qui la suit" in answer.text) == (422, True)
    imported(page, case, LIST.replace("Mme Lebrun", "Mme Faure"), sold_on="2026-03-10")
    assert not Ownership.objects.filter(valid_to__isnull=False).exists()


def test_a_lot_nobody_voted_with_goes_away(page, case):
    page.post(url("lot_remove", case, lot_id=Lot.objects.get(number="4").pk))
    assert list(Lot.objects.values_list("number", flat=True)) == ["1", "2", "3"]
    held = holdings(case.home.condominium, on=DAY)
    assert sum(held.electorate(ShareKey.objects.get()).voices.values()) == 900
    assert held.unowned_lots == 0


def test_a_lot_that_voted_is_kept_for_its_meeting_and_counts_no_more(page, case):
    asked, key = voted(case), ShareKey.objects.get()
    page.post(url("lot_remove", case, lot_id=Lot.objects.get(number="1").pk))
    condominium = case.home.condominium
    then, now = (holdings(condominium, on=day) for day in (asked.meeting.held_on, timezone.localdate()))
    assert (sum(then.voting(key).values()), sum(now.voting(key).values())) == (1000, 600)
    assert (then.unowned_lots, now.unowned_lots) == (0, 0)
    assert "lot_edit" not in page.get(url("site", case)).text
    assert page.get(url("site", case)).context["keys"][0].total == 600


def test_a_lot_is_not_removed_before_the_vote_it_counted_in(page, case):
    voted(case)
    answer = page.post(url("lot_remove", case, lot_id=Lot.objects.get(number="1").pk), {"on": "2026-04-02"})
    assert (answer.status_code, "donnez une date qui la suit" in answer.text) == (422, True)
    assert Lot.objects.get(number="1").removed_on is None


def test_a_removed_lot_that_a_list_names_again_is_back(page, case):
    voted(case)
    page.post(url("lot_remove", case, lot_id=Lot.objects.get(number="1").pk))
    imported(page, case, LIST)
    assert page.get(url("site", case)).context["counts"]["lots"] == 4
    assert Lot.objects.get(number="1").ownerships.filter(valid_to__isnull=True).count() == 1


def test_a_column_that_is_no_key_is_left_out(page, case):
    text = "Lot;Propriétaire;Charges générales;Nombre de pièces\n1;Mme Lebrun;400;3\n"
    imported(page, case, text, **{"ignore-1": "on"})
    assert list(ShareKey.objects.values_list("name", flat=True)) == ["Charges générales"]


def test_a_key_is_renamed_and_removed(page, case):
    imported(page, case, "Lot;Propriétaire;Charges générales;Pièces\n1;Mme Lebrun;400;3\n")
    key = ShareKey.objects.get(name="Pièces")
    page.post(url("key_edit", case, key_id=key.pk), {"name": "Ascenseur", "kind": "special", "total": ""})
    assert ShareKey.objects.filter(name="Ascenseur").exists()
    page.post(url("key_remove", case, key_id=key.pk))
    assert list(ShareKey.objects.values_list("name", flat=True)) == ["Charges générales"]


def test_a_key_that_a_resolution_uses_is_kept_with_the_reason(page, case):
    asked = meeting_of(case)
    shown = page.post(url("key_remove", case, key_id=asked.key_id), follow=True)
    assert "ne peut pas être supprimée : 1 résolution vote avec elle" in shown.text.replace("\xa0", " ")
    assert ShareKey.objects.exists()


def test_two_keys_never_bear_one_name(page, case):
    imported(page, case, "Lot;Propriétaire;Charges générales;Chauffage\n1;Mme Lebrun;400;3\n")
    key = ShareKey.objects.get(name="Chauffage")
    answer = page.post(url("key_edit", case, key_id=key.pk), {"name": "Charges générales", "kind": "special"})
    assert (answer.status_code, "porte déjà ce nom" in answer.text) == (422, True)
