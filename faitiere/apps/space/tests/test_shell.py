"""The space is a shell: an app gives it a page or a card by a line of the settings."""

import pytest
from django.urls import reverse

from faitiere.apps.cases.space import SpaceBlock
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory


@pytest.fixture
def case(cast, toulouse):
    return CaseFactory(person=PersonFactory(user=cast.household), advisor=cast.advisor)


def card(request, case):
    return SpaceBlock("space/tests_card.html", {"words": f"Carte de {case.number}"})


def nothing(request, case):
    return None


@pytest.fixture
def cards(settings, tmp_path):
    (tmp_path / "space").mkdir()
    (tmp_path / "space" / "tests_card.html").write_text("<p>{{ block.words }}</p>", encoding="utf-8")
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]}]
    settings.SPACE_BLOCKS = [f"{__name__}.card", f"{__name__}.nothing"]


def test_an_app_puts_a_card_on_the_home_page_or_nothing(cast, login, case, cards):
    page = login(cast.household).get(reverse("space:case", args=[case.pk])).text
    assert f"<p>Carte de {case.number}</p>" in page


def test_a_page_of_another_kind_of_project_is_not_in_the_menu(cast, login, case, settings):
    settings.SPACE_TABS = [*settings.SPACE_TABS, ("space:aids", "Mes votes", "scale", "condominium")]
    page = login(cast.household).get(reverse("space:documents", args=[case.pk])).text
    assert "Mes données" in page
    assert "Mes votes" not in page
