"""The editor by plain forms, the trial on sample households, who may open and change what."""

import pytest
from django.urls import reverse

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.local_aids import actions
from faitiere.apps.local_aids.models import AidNote, LocalAid
from faitiere.apps.local_aids.samples import samples

from .factories import draft, published, tier, typed

NEW = "/territoire/aides-locales/nouvelle/"


@pytest.fixture
def admin(cast, login):
    return login(cast.territory_admin)


@pytest.fixture
def actor(cast, toulouse):
    return cast.actor("territory_admin", toulouse)


def test_an_aid_is_described_tried_and_published(admin):
    shown = admin.post(NEW, typed({"kind": "rate", "value": "20", "amount_max_cents": "1 500"}), follow=True)
    assert "En préparation" in shown.text
    # The sample of modest means has 38 000 € of works: 20 % is above the 1 500 € of the tier.
    assert "1\u00a0500\u00a0€ au plus, soit 1\u00a0500\u00a0€" in shown.text
    assert shown.text.count('<tr><th scope="row">') == len(samples())
    aid = LocalAid.objects.get()
    admin.post(reverse("local_aids:publish", args=[aid.pk]))
    assert LocalAid.objects.published().get() == aid
    assert AuditEvent.objects.filter(verb="local_aid.published", object_id=str(aid.pk)).count() == 1


def test_a_tier_is_added_and_removed_without_losing_what_was_typed(admin):
    added = admin.post(NEW, typed({"value": "12,50"}, name="") | {"ajouter": "1"})
    assert added.status_code == 200
    assert "Tranche 2" in added.text
    assert "12,50" in added.text
    assert "à revoir" not in added.text
    removed = admin.post(NEW, typed({"value": "111"}, {"value": "222"}) | {"retirer": "0"})
    assert "Tranche 2" not in removed.text
    assert ('value="111"' in removed.text, 'value="222"' in removed.text) == (False, True)
    assert not LocalAid.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (typed({"gain_to": "40"}, {"gain_from": "35"}), "Les tranches 1 et 2 se chevauchent"),
        (typed(valid_to="2025-01-01"), "Les dates se croisent"),
        (typed(communes=[]), "Cochez au moins une commune"),
        (typed(communes=["09122"]), "Choisissez dans la liste"),
        (typed(audiences=[]), "Cochez au moins une situation"),
        (typed({"value": "mille"}), "un nombre plus grand que zéro"),
        (typed({"kind": "rate", "value": "120"}), "ne dépasse pas 100"),
        (typed({"kind": ""}), "attend une réponse"),
        (typed(deliberation=""), "Donnez le numéro du texte relu"),
        (typed(url="délibération"), "n&#x27;est pas complète"),
        (typed(class_before="D", class_after="E"), "moins bonne que celle d&#x27;avant"),
    ],
)
def test_a_wrong_description_is_refused_with_what_to_do(admin, data, sentence):
    answer = admin.post(NEW, data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not LocalAid.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [{"tranches-TOTAL_FORMS": "mille"}, {"tranches-TOTAL_FORMS": "9999"}, {"tranches-TOTAL_FORMS": "0"}],
)
def test_a_forged_count_of_tiers_breaks_nothing(admin, odd):
    for button in ({}, {"ajouter": "1"}, {"retirer": "x"}):
        assert admin.post(NEW, typed() | odd | button).status_code in {200, 422}
    assert not LocalAid.objects.exists()


def test_a_published_aid_is_not_edited_but_succeeded(admin, actor):
    aid = published(actor)
    assert "elle ne change plus" in admin.get(reverse("local_aids:edit", args=[aid.pk]), follow=True).text
    page = admin.post(reverse("local_aids:version", args=[aid.pk]), follow=True)
    assert page.status_code == 200
    assert LocalAid.objects.filter(aid_key=aid.aid_key, version=2).exists()


def test_an_end_in_the_past_is_refused_beside_its_field(admin, actor):
    aid = published(actor)
    answer = admin.post(reverse("local_aids:end", args=[aid.pk]), {"last": "2026-01-02"})
    assert answer.status_code == 422
    assert "aujourd&#x27;hui ou plus tard" in answer.text
    aid.refresh_from_db()
    assert aid.valid_to is None


def test_the_desk_reads_what_is_published_and_not_what_is_prepared(cast, login, actor):
    secret, known = draft(actor, name="Aide en préparation"), published(actor, name="Aide en vigueur")
    client = login(cast.advisor)
    page = client.get(reverse("local_aids:aids")).text
    assert ("Aide en vigueur" in page, "Aide en préparation" in page) == (True, False)
    assert client.get(reverse("local_aids:show", args=[known.pk])).status_code == 200
    assert client.get(reverse("local_aids:show", args=[secret.pk])).status_code == 404


@pytest.mark.parametrize("who", ["advisor", "manager", "legal_advisor", "funder", "household", "stranger"])
def test_only_the_administrator_of_the_territory_changes_aids(cast, login, actor, who):
    aid = draft(actor)
    client = login(getattr(cast, who), host="foix.localhost" if who == "stranger" else "localhost")
    for route in ("edit", "publish", "end", "version", "drop"):
        answer = client.post(reverse(f"local_aids:{route}", args=[aid.pk]), typed(name="Pris"))
        assert answer.status_code == 403, route
    assert client.post(NEW, typed()).status_code == 403
    assert LocalAid.objects.get().name == "Prime isolation de Cugnaux"


def test_the_administrator_of_another_territory_finds_nothing(cast, login, actor, foix_admin):
    aid = published(actor)
    client = login(foix_admin, host="foix.localhost")
    assert "Prime isolation" not in client.get(reverse("local_aids:aids")).text
    for route in ("show", "edit", "publish", "end", "version", "drop"):
        address = reverse(f"local_aids:{route}", args=[aid.pk])
        answer = client.get(address) if route == "show" else client.post(address, typed())
        assert answer.status_code == 404, route
    aid.refresh_from_db()
    assert aid.valid_to is None


def test_a_note_on_a_national_aid_is_written_and_withdrawn(admin):
    address, note = reverse("local_aids:notes"), {"rang": "0", "0-aid_code": "mpr_accompagne"}
    admin.post(address, note | {"0-text": "Dossiers reçus le mardi."})
    assert AidNote.objects.get().text == "Dossiers reçus le mardi."
    assert "Dossiers reçus le mardi." in admin.get(address).text
    admin.post(address, note | {"0-text": ""})
    assert not AidNote.objects.exists()


def test_a_note_on_an_aid_that_does_not_exist_is_refused(admin):
    answer = admin.post(reverse("local_aids:notes"), {"rang": "0", "0-aid_code": "cadeau", "0-text": "x"})
    assert answer.status_code == 422
    assert not AidNote.objects.exists()


def test_a_confirmed_square_metre_aid_says_how_it_counts(admin, actor):
    aid = draft(actor, tier(kind="per_m2", value=1250, amount_max_cents=200_000))
    page = admin.get(reverse("local_aids:show", args=[aid.pk])).text
    assert "12,50\u00a0€ par m², 2\u00a0000\u00a0€ au plus" in page
    actions.drop(actor=actor, aid=aid)
