"""What search engines are told: everything everyone may read, nothing else, in parts when there is a lot."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.directory.tests.factories import ProfessionalFactory
from faitiere.apps.events.tests.factories import EventFactory
from faitiere.apps.portal import sitemaps
from faitiere.apps.portal.actions import lend, library
from faitiere.apps.portal.models import ResourceIndexPage
from faitiere.apps.references.tests.factories import ReferenceFactory

from .factories import portal_of, resource


@pytest.fixture
def home(toulouse, media):
    return portal_of(toulouse)


@pytest.fixture
def told(client):
    """Addresses of a file, without the name of the site."""

    def _told(path="/sitemap.xml"):
        text = client.get(path, headers={"host": "localhost"}).content.decode()
        return {address.removeprefix("http://localhost:8000") for address in re.findall("<loc>(.*?)</loc>", text)}

    return _told


def test_everything_visitors_read_is_told(home, told, toulouse):
    index = ResourceIndexPage.objects.descendant_of(home).get()
    lend(actor=system_actor(toulouse), page=resource(library(), slug="national"), index=index)
    one, event, reference = ProfessionalFactory(), EventFactory(), ReferenceFactory(published=True)
    assert told() >= {
        "/annuaire/",
        "/actualites/lire-un-devis/",
        "/ressources/national/",
        f"/annuaire/{one.pk}/",
        event.get_absolute_url(),
        reference.get_absolute_url(),
    }


def test_nothing_is_told_of_what_visitors_do_not_read(home, told, toulouse):
    index = ResourceIndexPage.objects.descendant_of(home).get()
    kept = resource(library(), slug="reserve", audience="staff")
    lend(actor=system_actor(toulouse), page=kept, index=index)
    past = timezone.now() - dt.timedelta(days=2)
    hidden = [
        ProfessionalFactory(standing="hidden", standing_reason="Fermée").pk,
        EventFactory(status="draft").pk,
        EventFactory(starts_at=past, ends_at=past + dt.timedelta(hours=1)).pk,
        ReferenceFactory().pk,
    ]
    found = " ".join(told())
    assert "reserve" not in found
    assert not [pk for pk in hidden if str(pk) in found]


def test_a_long_list_is_told_in_parts_that_hold_each_address_once(home, told, client, monkeypatch):
    ProfessionalFactory.create_batch(11)
    ReferenceFactory.create_batch(3, published=True)
    whole = told()
    monkeypatch.setattr(sitemaps, "PART", 4)
    names = sorted(told())
    assert len(names) == -(-len(whole) // 4)
    parts = [told(name) for name in names]
    assert set().union(*parts) == whole
    assert sum(map(len, parts)) == len(whole)
    assert client.get(f"/sitemap-{len(names) + 1}.xml", headers={"host": "localhost"}).status_code == 404
    assert client.get("/sitemap-0.xml", headers={"host": "localhost"}).status_code == 404
