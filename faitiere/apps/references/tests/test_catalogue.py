"""The catalogue: a list equal to its map, filters in the address, open data, paper, and 60,000 points."""

import io
import json
import subprocess

import pikepdf
import pytest

from faitiere.apps.references.models import Reference
from faitiere.apps.references.portal_blocks import ReferencesBlock
from faitiere.apps.references.views import public
from faitiere.apps.territories.models import Commune, Organisation, ServedCommune
from faitiere.apps.territories.reference import contours
from faitiere.apps.territories.tests.factories import CommuneFactory, OrganisationFactory, other_territory
from faitiere.lib.pictures import drawn_again
from faitiere.lib.tenancy import territory_scope
from faitiere.lib.uploads import keep

from .factories import PictureFactory, ReferenceFactory
from .test_pictures import photo

HOUSE, TOWER, DRAFT = "Maison de 1974", "Copropriété de 48 logements", "Pas encore publiée"


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def some(toulouse):
    """A house in Cugnaux, a condominium in Toulouse, a draft."""
    ReferenceFactory(published=True, title=HOUSE)
    ReferenceFactory(
        published=True,
        title=TOWER,
        kind="condominium",
        commune=CommuneFactory(toulouse=True),
        longitude=1.444,
        latitude=43.604,
        families="|murs|",
        period="3",
        class_gain=2,
    )
    ReferenceFactory(title=DRAFT)


def titles(page: str) -> set[str]:
    return {title for title in (HOUSE, TOWER, DRAFT) if title in page}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {HOUSE, TOWER}),
        ({"nature": "condominium"}, {TOWER}),
        ({"travaux": "toiture"}, {HOUSE}),
        ({"periode": "3"}, {TOWER}),
        ({"gain": "3"}, {HOUSE}),
        ({"commune": "31555"}, {TOWER}),
        ({"nature": "house", "commune": "31555"}, set()),
        ({"nature": "château", "gain": "x", "vue": "nulle part", "page": "z"}, {HOUSE, TOWER}),
        ({"vue": "1.4,43.55,1.5,43.65"}, {TOWER}),
    ],
)
def test_the_list_and_the_map_show_the_same_sheets(client, some, query, found):
    answer = client.get("/realisations/", query)
    page = text_of(answer)
    drawn, listed = page.split('id="liste"')
    assert titles(listed) == found
    assert titles(drawn) == found
    assert sum(mark.count for mark in answer.context["map"].marks) == answer.context["page"].paginator.count


def test_a_sheet_without_a_point_is_in_the_list_and_the_page_says_so(client, toulouse):
    ReferenceFactory(published=True, title=HOUSE, longitude=None, latitude=None)
    page = text_of(client.get("/realisations/"))
    assert HOUSE in page
    assert "Dont 1 sans point sur la carte." in page


def test_the_sheets_of_one_territory_are_not_those_of_another(client, some):
    house, host = Reference.objects.get(title=HOUSE), {"host": "foix.localhost"}
    other_territory()
    assert titles(text_of(client.get("/realisations/", headers=host))) == set()
    for path in ("", "fiche.pdf"):
        assert client.get(f"/realisations/{house.pk}/{path}", headers=host).status_code == 404
    assert json.loads(client.get("/realisations/donnees.geojson", headers=host).content)["features"] == []


def test_open_data_follow_the_filters_and_hold_no_link_to_a_case(client, some):
    found = json.loads(client.get("/realisations/donnees.geojson", {"nature": "house"}).content)
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [1.344, 43.536]}
    assert (feature["properties"]["Coût TTC (€)"], feature["properties"]["Classe après"]) == (42_000, "B")
    assert not {"Dossier", "case", "Témoignage"} & set(feature["properties"])


def test_the_table_cannot_run_in_a_spreadsheet(client, toulouse):
    ReferenceFactory(published=True, title="=cmd|' /C calc'!A0")
    table = client.get("/realisations/donnees.csv").content.decode()
    assert ";'=cmd|" in table
    assert table.count("\r\n") == 2


def test_the_printed_sheet_is_a_tagged_pdf_with_its_pictures(client, toulouse):
    reference = ReferenceFactory(published=True, testimony="On a chaud.", aids="MaPrimeRénov’ : 18 000 €")
    kept = keep(drawn_again(photo()).content, name="photo.jpg", mime="image/jpeg")
    PictureFactory(reference=reference, vault_name=kept.vault_name, alternative='Façade "sud" & <ouest>')
    answer = client.get(f"/realisations/{reference.pk}/fiche.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert len(answer.content) > len(
        client.get(f"/realisations/{ReferenceFactory(published=True).pk}/fiche.pdf").content
    )


@pytest.fixture
def two_structures(toulouse):
    mine, theirs = OrganisationFactory(name="Maison de l'habitat"), OrganisationFactory(name="Autre structure")
    for organisation, title in ((mine, "Chez nous"), (mine, "Chez nous aussi"), (theirs, "Ailleurs")):
        reference = ReferenceFactory(published=True, organisation=organisation, title=title)
        kept = keep(drawn_again(photo()).content, name="photo.jpg", mime="image/jpeg")
        PictureFactory(reference=reference, vault_name=kept.vault_name)
    ReferenceFactory(organisation=OrganisationFactory(name="Sans publication"), title="Brouillon")
    return mine


def test_a_structure_shows_its_own_references(client, two_structures):
    page = client.get(f"/realisations/?structure={two_structures.pk}").content.decode()
    assert page.count(">Chez nous") == 2
    assert ">Ailleurs<" not in page
    assert "Sans publication" not in page
    with territory_scope(other_territory()):
        foreign = OrganisationFactory(name="De Foix")
    assert ">Ailleurs<" in client.get(f"/realisations/?structure={foreign.pk}").content.decode()


def test_the_selection_is_printed_in_one_document(client, two_structures):
    answer = client.get(f"/realisations/catalogue.pdf?structure={two_structures.pk}")
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert (len(pdf.pages), str(pdf.docinfo["/Title"])) == (3, "Réalisations, Maison de l'habitat")
        assert pdf.Root.MarkInfo.Marked
    words = subprocess.run(
        ["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True
    ).stdout.decode()
    assert "2 réalisations : Maison de l" in words
    assert "Chez nous aussi" in words
    assert "Ailleurs" not in words


def test_too_many_sheets_or_none_are_not_printed_and_the_page_says_why(client, two_structures, monkeypatch):
    monkeypatch.setattr(public, "MOST_PRINTED", 2)
    answer = client.get("/realisations/catalogue.pdf")
    assert (answer.status_code, "au plus. Choisissez une structure" in answer.content.decode()) == (422, True)
    answer = client.get("/realisations/catalogue.pdf?nature=condominium")
    assert (answer.status_code, "il n’y a rien à imprimer" in answer.content.decode()) == (422, True)


def test_the_block_of_a_page_shows_the_latest_sheets_of_its_territory(some):
    block = ReferencesBlock()
    page = block.render(block.to_python({"title": "Ils ont rénové", "most": 3}))
    assert titles(page) == {HOUSE, TOWER}
    with territory_scope(other_territory()):
        assert titles(block.render(block.to_python({"title": "x", "most": 3}))) == set()


@pytest.fixture
def sixty_thousand(toulouse):
    """60,000 sheets spread over the contours of the 37 communes of the metropolis."""
    communes = [
        Commune(insee=insee, name=f"Commune {insee}", search_key=insee, postcodes="|31000|", contour=shape)
        for insee, shape in contours().items()
    ]
    Commune.objects.bulk_create(communes, update_conflicts=True, unique_fields=["insee"], update_fields=["contour"])
    ServedCommune.objects.bulk_create([ServedCommune(commune=one, valid_from="2021-01-01") for one in communes])
    built = {"organisation": Organisation.objects.first(), "commune": communes[0], "consent_on": "2026-05-03"}
    Reference.objects.bulk_create(
        [
            Reference(
                title=f"Maison {rank}",
                status="published",
                published_at="2026-06-01T00:00Z",
                longitude=1.21 + (rank * 7919 % 60_000) / 60_000 * 0.45,
                latitude=43.49 + (rank * 104_729 % 60_000) / 60_000 * 0.27,
                **built,
            )
            for rank in range(60_000)
        ],
        batch_size=2_000,
    )


def test_the_first_view_of_60000_points_weighs_at_most_60_kb(client, sixty_thousand):
    """The whole page, not compressed: map, contours, list."""
    answer = client.get("/realisations/")
    assert sum(mark.count for mark in answer.context["map"].marks) == 60_000
    assert len(answer.context["map"].shapes) == 37
    assert len(answer.content) <= 60_000
