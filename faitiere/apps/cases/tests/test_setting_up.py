"""What a territory sets up: stages by kind of project, message templates with fields."""

import pytest
from django.urls import reverse

from faitiere.apps.cases import actions
from faitiere.apps.cases.filling import fields_left, fill, values_of_case
from faitiere.apps.cases.models import MessageTemplate, Stage
from faitiere.apps.cases.rules import Refused
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import StageFactory


@pytest.fixture
def admin(cast, login):
    return login(cast.territory_admin)


@pytest.fixture
def three(stages):
    StageFactory(position=3, name="Devis")


def names(kind="house") -> list[str]:
    return list(Stage.objects.filter(project_kind=kind).order_by("position").values_list("name", flat=True))


def send(admin, name, *args, **given):
    return admin.post(reverse(f"cases:{name}", args=args), given)


def test_a_stage_is_added_for_condominiums_too(admin, three):
    given = {"nouvelle-project_kind": "condominium", "nouvelle-name": "Assemblée générale"}
    send(admin, "stage_add", **given, **{"nouvelle-public_text": "Les copropriétaires votent."})
    assert names("condominium") == ["Assemblée générale"]
    assert names() == ["Premier échange", "Visite", "Devis"]


def test_a_stage_moves_up_and_down_and_stops_at_the_ends(admin, three):
    quote = Stage.objects.get(name="Devis")
    for _ in range(3):
        send(admin, "stage_move", quote.pk, vers="haut")
    assert names() == ["Devis", "Premier échange", "Visite"]
    send(admin, "stage_move", quote.pk, vers="bas")
    assert names() == ["Premier échange", "Devis", "Visite"]


def test_a_renamed_stage_follows_in_the_cases(admin, desk, case):
    given = {f"{case.stage_id}-name": "Accueil", f"{case.stage_id}-public_text": "On fait connaissance."}
    send(admin, "stage_change", case.stage_id, **given)
    assert "Accueil" in desk.get(reverse("cases:timeline", args=[case.pk])).content.decode()


def test_a_stage_with_cases_or_alone_stays(admin, actor, case):
    send(admin, "stage_remove", case.stage_id)
    assert names() == ["Premier échange", "Visite"]
    send(admin, "stage_remove", Stage.objects.get(name="Visite").pk)
    with pytest.raises(Refused, match="1 dossier est"):
        actions.remove_stage(actor=actor, stage=case.stage)
    assert names() == ["Premier échange"]


@pytest.mark.parametrize("given", [{"name": ""}, {"name": "x" * 61}, {"public_text": "x" * 301}])
def test_a_bad_stage_gets_a_sentence(admin, stages, given):
    pk = stages[0].pk
    typed = {"name": "Accueil", "public_text": ""} | given
    assert send(admin, "stage_change", pk, **{f"{pk}-{key}": word for key, word in typed.items()}).status_code == 422
    assert names()[0] == "Premier échange"


def test_the_stage_of_another_territory_does_not_exist(admin):
    with territory_scope(other_territory()):
        stage = StageFactory()
    assert send(admin, "stage_remove", stage.pk).status_code == 404


def test_fields_are_filled_from_the_case_and_the_missing_ones_said(case, toulouse):
    text = "Bonjour {prenom}, dossier {numero}. Il manque {manque}."
    filled = fill(text, values_of_case(case, toulouse))
    assert filled.text == f"Bonjour Yvette, dossier {case.number}. Il manque {{manque}}."
    assert filled.missing == ["ce qui manque au dossier"]


def test_braces_that_are_no_field_are_seen(toulouse):
    assert fields_left("Bonjour {prénom} et { nom }") == ["{prénom}", "nom du contact principal"]
    assert fields_left("Sans accolade {} ni { champ vide") == []


@pytest.mark.parametrize("text", ["Bonjour {prénom}", "Montant : {montant}"])
def test_a_template_with_an_unknown_field_is_refused(admin, toulouse, text):
    given = {"name": "Relance", "kind": "relance", "subject": "Votre projet", "text": text}
    answer = admin.post(reverse("cases:letter_new"), given)
    assert "Ces champs n&#x27;existent pas" in answer.content.decode()
    assert not MessageTemplate.objects.exists()


def test_a_template_prepares_the_message_and_a_field_left_stops_it(admin, desk, case):
    given = {
        "name": "Pièce",
        "kind": "message",
        "subject": "Votre projet",
        "text": "Bonjour {prenom}, il manque {manque}.",
    }
    admin.post(reverse("cases:letter_new"), given)
    template = MessageTemplate.objects.get()
    url = reverse("cases:timeline", args=[case.pk])
    shown = desk.get(url, {"modele": str(template.pk)}).content.decode()
    assert "Bonjour Yvette, il manque {manque}." in shown
    assert "Il reste à compléter : ce qui manque au dossier" in shown
    sent = {"text": "Bonjour Yvette, il manque {manque}.", "kind": "note", "visibility": "shared"}
    assert "Il reste à compléter" in desk.post(reverse("cases:write", args=[case.pk]), sent).content.decode()
    assert not case.entries.exists()


@pytest.mark.parametrize("asked", ["", "nimporte", "00000000-0000-4000-8000-000000000000"])
def test_a_template_edited_by_hand_in_the_address_breaks_nothing(desk, case, asked):
    assert desk.get(reverse("cases:timeline", args=[case.pk]), {"modele": asked}).status_code == 200
