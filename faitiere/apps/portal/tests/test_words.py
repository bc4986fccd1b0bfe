import pytest

from faitiere.apps.portal.finding import find_pages
from faitiere.apps.portal.models import TextPage
from faitiere.apps.portal.words import stems
from faitiere.apps.territories.models import Territory
from faitiere.lib.tenancy import territory_scope

from .factories import portal_of, resource


# Stems of the sample vocabulary published with the French stemmer (snowballstem.org/algorithms/french/stemmer.html).
@pytest.mark.parametrize(
    ("word", "stem"),
    [("continu", "continu"), ("continuait", "continu"), ("continuellement", "continuel"), ("main", "main")],
)
def test_stems_are_those_published(word, stem):
    assert stems(word) == [stem]


@pytest.mark.parametrize("typed", ["rénovations", "renovation", "RÉNOVER", "rénové"])
def test_plurals_accents_and_verbs_meet(typed):
    assert stems(typed) == stems("rénovation")


@pytest.fixture
def found(client, toulouse):
    home = portal_of(toulouse)
    index = home.get_children().get(slug="ressources")
    resource(index.specific, lead="Isoler le toit d'une maison ancienne.")

    def _found(text):
        page = client.get("/chercher/", {"q": text}, headers={"host": "localhost"})
        assert page.status_code == 200
        return page.content.decode()

    return _found


@pytest.mark.parametrize("typed", ["isolation", "isolé", "isoles combles", "toits", "l'isolation des combles"])
def test_a_page_is_found_by_its_words_in_any_form(found, typed):
    assert "/ressources/combles/" in found(typed)


def test_a_word_nobody_wrote_gives_a_sentence(found):
    assert "Aucune page ne parle de cela" in found("xylophone")


def test_a_page_in_the_title_comes_first(found):
    page = found("devis combles")
    assert page.index("/ressources/combles/") < page.index("/actualites/lire-un-devis/")


def test_what_is_private_or_taken_down_is_not_found(found, toulouse):
    home = toulouse.portal_site.site.root_page
    page = home.add_child(instance=TextPage(title="Secret des girafes", audience="staff", slug="girafes"))
    page.save_revision().publish()
    assert "girafes/" not in found("girafes")
    page.audience = "everyone"
    page.save_revision().publish()
    assert "girafes/" in found("girafes")
    page.unpublish()
    assert "girafes/" not in found("girafes")


def test_the_pages_of_another_territory_are_not_found(found, cast, toulouse, rf):
    request = rf.get("/chercher/", headers={"host": "foix.localhost"})
    with territory_scope(Territory.objects.get(slug="pays-de-foix")):
        assert find_pages("combles", request=request) == []
