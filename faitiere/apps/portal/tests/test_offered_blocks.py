"""Blocks of the apps below on a page of the portal: each is shown with what the territory holds, and follows it."""

import pytest

from faitiere.apps.booking.tests.factories import ReasonFactory
from faitiere.apps.directory.models import DirectorySettings
from faitiere.apps.events.tests.factories import EventFactory
from faitiere.apps.portal.models import TextPage
from faitiere.apps.references.tests.factories import ReferenceFactory
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import portal_of


@pytest.fixture
def page_with(client, toulouse):
    """`page_with(block, **value)`: what a visitor reads on a page made of this block alone."""
    home = portal_of(toulouse)

    def _page(kind, **value):
        page = home.add_child(instance=TextPage(title="Essai", slug="essai", body=[{"type": kind, "value": value}]))
        page.save_revision().publish()
        return client.get("/essai/", headers={"host": "localhost"}).content.decode()

    return _page


def test_the_booking_block_offers_the_open_reasons_of_the_territory(page_with, toulouse):
    ReasonFactory(name="Premier échange")
    ReasonFactory(name="Au guichet seulement", online=False)
    with territory_scope(other_territory()):
        ReasonFactory(name="Motif d’ailleurs")
    page = page_with("booking", title="Prendre rendez-vous", text="Choisissez l’heure.")
    assert "Premier échange" in page
    assert "/rendez-vous/" in page
    assert "Au guichet seulement" not in page
    assert "Motif d’ailleurs" not in page


def test_the_directory_block_leaves_out_the_trades_the_territory_hides(page_with):
    DirectorySettings.objects.create(hidden_trades=["bois"])
    page = page_with("directory", title="Trouver un professionnel", text="")
    assert '<option value="fenetres">' in page
    assert '<option value="bois">' not in page
    assert 'action="/annuaire/"' in page


def test_the_events_block_lists_what_is_coming(page_with):
    EventFactory(title="Réunion de quartier")
    assert "Réunion de quartier" in page_with("events", title="Les prochains rendez-vous", most=3)


def test_the_references_block_lists_the_latest(page_with):
    ReferenceFactory(published=True, title="Maison de 1974")
    ReferenceFactory(title="Pas encore publiée")
    page = page_with("references", title="Ils ont rénové", most=3)
    assert "Maison de 1974" in page
    assert "Pas encore publiée" not in page


def test_the_map_block_marks_each_reference_and_opens_the_catalogue(page_with):
    one = ReferenceFactory(published=True, title="Maison de 1974", longitude=1.34, latitude=43.54)
    ReferenceFactory(title="Pas encore publiée", longitude=1.5, latitude=43.6)
    page = page_with("references_map", title="Les réalisations sur la carte")
    assert 'aria-label="Carte des réalisations"' in page
    assert f'href="{one.get_absolute_url()}"' in page
    assert 'href="/realisations/?vue=' in page
    assert "Les mêmes réalisations en liste" in page
    assert "Pas encore publiée" not in page


def test_the_map_block_is_silent_without_a_reference_to_show(page_with):
    assert "Les réalisations sur la carte" not in page_with("references_map", title="Les réalisations sur la carte")
