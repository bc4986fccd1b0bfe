import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.directory.models import Label, Professional, Qualification, ServedArea
from faitiere.apps.territories.models import Commune
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import ProfessionalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(toulouse) -> Professional:
    Commune.objects.filter(pk="31157").update(latitude=43.5378, longitude=1.3447)
    return ProfessionalFactory(name="Chaleur d'Oc", phone="+33536491240", presentation="<b>Bien</b>")


def page_of(client, name: str, *args, **query) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_the_map_and_the_rule_are_on_one_page_without_a_cookie(client, one):
    answer = client.get(reverse("directory:search"), {"lieu": "31270", "metier": "pompe_a_chaleur"})
    page = answer.content.decode()
    assert page.count("Chaleur d&#x27;Oc") == 3  # the list, the mark's label and its title
    assert "Personne ne paie pour être devant" in page
    assert "f-map" in page
    assert not answer.cookies


def test_the_page_of_a_company_says_what_expired(client, one):
    Qualification.objects.create(
        professional=one, key="a", code="a", domain="Chaudière bois", trade="bois", valid_to="2020-01-01"
    )
    page = page_of(client, "directory:professional", one.pk)
    assert "Expirée" in page
    assert "&lt;b&gt;Bien" in page
    assert one.email not in page
    assert reverse("portal:finder") in page


@pytest.mark.parametrize("standing", ["hidden", "withdrawn"])
def test_a_company_that_left_has_no_page(client, one, standing):
    Professional.objects.update(standing=standing)
    for name in ("professional", "correct", "leave", "problem"):
        assert client.get(reverse(f"directory:{name}", args=[one.pk])).status_code == 404


def test_a_company_of_another_territory_does_not_exist(client, one):
    with territory_scope(other_territory()):
        theirs = ProfessionalFactory(name="De Foix")
    assert client.get(reverse("directory:professional", args=[theirs.pk])).status_code == 404
    assert "De Foix" not in page_of(client, "directory:search")
    csv = b"".join(client.get(reverse("directory:open_data_csv")).streaming_content).decode()
    assert "De Foix" not in csv


def test_the_open_data_say_what_the_list_says(client, one):
    ProfessionalFactory(name="=1+1", latitude=None, longitude=None)
    ProfessionalFactory(name="Masquée", standing="hidden")
    lines = b"".join(client.get(reverse("directory:open_data_csv")).streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "'=1+1" in "".join(lines)
    assert "example.org" not in "".join(lines)
    collection = json.loads(b"".join(client.get(reverse("directory:open_data_geojson")).streaming_content))
    points = {one["properties"]["nom"]: one["geometry"] for one in collection["features"]}
    assert points["Chaleur d'Oc"]["coordinates"] == [1.345, 43.538]
    assert points["=1+1"] is None
    assert "Licence Ouverte" in page_of(client, "directory:open_data")


def test_the_open_data_tell_qualifications_labels_and_communes_served(client, one):
    shared = {"professional": one, "trade": "bois", "body": "qualibat"}
    dates = {"valid_from": dt.date(2024, 1, 15), "valid_to": dt.date(2028, 1, 14)}
    Qualification.objects.create(key="a", domain="Chaudière bois", **dates, **shared)
    Qualification.objects.create(key="b", domain="Poêle ou insert bois", **shared)
    Qualification.objects.create(key="c", domain="Retirée", gone_on=dt.date(2026, 1, 1), **shared)
    one.labels.add(Label.objects.create(name="Charte"), Label.objects.create(name="Ancien", retired_at=timezone.now()))
    ServedArea.objects.create(professional=one, commune_id="31157")
    collection = json.loads(b"".join(client.get(reverse("directory:open_data_geojson")).streaming_content))
    told = collection["features"][0]["properties"]
    assert told["qualifications"] == ("Chaudière bois, qualibat, 2024-01-15/2028-01-14|Poêle ou insert bois, qualibat")
    assert (told["labels"], told["communes_desservies"]) == ("Charte", "31157")


def test_an_empty_directory_is_valid_geojson(client, toulouse):
    collection = json.loads(b"".join(client.get(reverse("directory:open_data_geojson")).streaming_content))
    assert collection == {"type": "FeatureCollection", "features": []}


def test_sixty_thousand_points_make_a_first_view_under_sixty_kilobytes(client, one):
    """60,000 companies is what the RGE file holds."""
    usual = {"territory": one.territory, "name": "Entreprise", "name_key": "ENTREPRISE", "source": "rge"}
    rows = [
        Professional(siret=str(n), draw=1 + n, latitude=43 + n % 245 / 220, longitude=1 + n // 245 / 220, **usual)
        for n in range(60_000)
    ]
    Professional.objects.bulk_create(rows, batch_size=1000)
    page = page_of(client, "directory:search")
    drawn = page[page.index('<svg class="f-map"') : page.index("</svg></div>")]
    assert drawn.count("<circle") <= 48
    assert len(drawn.encode()) <= 60_000


def test_the_block_of_the_portal_opens_the_directory(client, one, rf):
    from faitiere.apps.directory.portal_blocks import DirectoryBlock  # noqa: PLC0415 (the block is what is tried)

    block = DirectoryBlock()
    shown = block.render(block.to_python({"title": "Un pro", "text": ""}))
    assert f'action="{reverse("directory:search")}"' in shown


def test_a_postcode_of_several_communes_asks_which_and_keeps_the_other_conditions(client, one):
    other = Commune.objects.exclude(pk="31157").first()
    Commune.objects.filter(pk=other.pk).update(postcodes="|31270|", latitude=43.52, longitude=1.35)
    told = {"lieu": "31270", "metier": "pompe_a_chaleur", "pour": "maison"}
    choices = dict(client.get(reverse("directory:search"), told).context["choices"])
    assert len(choices) == 2
    assert choices[other].endswith(f"?lieu={other.pk}&metier=pompe_a_chaleur&pour=maison")
