"""Pages kept in memory for visitors without a session: never one that is no longer true, never somebody else's."""

import datetime as dt
import re
import time

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.booking.models import BookingRules, Reason
from faitiere.apps.booking.tests.factories import ReasonFactory
from faitiere.apps.directory.models import Label, Professional
from faitiere.apps.directory.tests.factories import ProfessionalFactory
from faitiere.apps.events.models import Event
from faitiere.apps.events.tests.factories import EventFactory, RegistrationFactory
from faitiere.apps.portal.models import ArticleIndexPage, ArticlePage
from faitiere.apps.references.models import Reference
from faitiere.apps.references.tests.factories import PictureFactory, ReferenceFactory
from faitiere.apps.territories.models import Commune, Organisation, ServedCommune, Territory
from faitiere.lib.tenancy import TenantModel
from tests.routes import own_routes

from .factories import portal_of


@pytest.fixture
def home(toulouse, settings):
    settings.PORTAL_KEPT_PAGES = 100
    return portal_of(toulouse)


@pytest.fixture
def shown(home):
    """One of each thing a visitor reads."""
    event = EventFactory()
    RegistrationFactory(event=event)
    reference = ReferenceFactory(published=True)
    PictureFactory(reference=reference)
    professional = ProfessionalFactory()
    professional.labels.add(Label.objects.create(name="Charte du bien-rénover"))
    ReasonFactory(name="Premier échange")
    return {"event_id": event.pk, "reference_id": reference.pk, "professional_id": professional.pk}


@pytest.fixture
def read(client, home, django_capture_on_commit_callbacks):
    """`read(path)`: the page; `read(path, after=change)`: the page after a change that was committed."""

    def _read(path, after=None) -> str:
        if after:
            connection.run_on_commit.clear()  # what the fixtures wrote waits for a commit that never comes
            with django_capture_on_commit_callbacks(execute=True):
                after()
        return client.get(path, headers={"host": "localhost"}).content.decode()

    return _read


def tables_read(client, path) -> set[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path, headers={"host": "localhost"}).status_code == 200
    return {table for one in asked.captured_queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', one["sql"])}


def test_every_model_read_by_a_page_kept_tells_when_it_is_written(shown, client, settings):
    """A view that starts to read another model of the territory fails here until the model is marked."""
    settings.PORTAL_KEPT_PAGES = 0
    tenant = {model._meta.db_table: model for model in apps.get_models() if issubclass(model, TenantModel)}
    kept = [route for route in own_routes() if hasattr(route.view, "same_for_all") and "path" not in route.parameters]
    assert len(kept) >= 9
    for route in kept:
        address = reverse(route.name, kwargs={name: shown[name] for name in route.parameters})
        read = {tenant[table] for table in tables_read(client, address) if table in tenant}
        assert not {model.__name__ for model in read if not model.read_by_visitors}, address


def _saved():
    article = ArticlePage(title="Nouveau", slug="sol", lead="Au froid.", published_on="2026-11-20")
    ArticleIndexPage.objects.get().add_child(instance=article)
    article.save_revision().publish()


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("/actualites/", _saved),
        ("/rendez-vous/", lambda: ReasonFactory(name="Nouveau")),
        ("/rendez-vous/", lambda: Reason.objects.update(name="Nouveau")),
        ("/evenements/", lambda: EventFactory(title="Nouveau")),
        ("/evenements/", lambda: Event.objects.bulk_update([_first(Event, title="Nouveau")], ["title"])),
        ("/realisations/", lambda: Reference.objects.update(title="Nouveau")),
        ("/annuaire/", lambda: Professional.objects.update(name="Nouveau")),
        ("/annuaire/", lambda: Label.objects.bulk_create([Label(name="Nouveau")])),
        ("/annuaire/{professional_id}/", lambda: _first(Professional).labels.add(_new_label())),
        ("/", lambda: Territory.objects.update(name="Nouveau")),
    ],
)
def test_a_page_kept_is_never_shown_after_a_change(shown, read, path, change):
    path = path.format(**shown)
    assert "Nouveau" not in read(path)
    assert "Nouveau" not in read(path)
    assert "Nouveau" in read(path, after=change)


def _first(model, **fields):
    one = model.objects.first()
    for name, value in fields.items():
        setattr(one, name, value)
    return one


def _new_label():
    return Label.objects.get_or_create(name="Nouveau")[0]


@pytest.mark.parametrize(
    ("path", "said", "change"),
    [
        ("/evenements/", "Rénover sa copropriété", lambda: Event.objects.get().delete()),
        ("/realisations/", "Maison de 1974", lambda: Reference.objects.all().delete()),
        ("/annuaire/{professional_id}/", "Charte du bien-rénover", lambda: _first(Professional).labels.clear()),
        ("/rendez-vous/", "Premier échange", lambda: BookingRules.objects.update_or_create(defaults={"online": False})),
    ],
)
def test_what_is_taken_away_is_no_longer_shown(shown, read, path, said, change):
    path = path.format(**shown)
    assert said in read(path)
    assert said not in read(path, after=change)


def test_a_commune_no_longer_served_leaves_the_pages(home, read):
    town = Commune.objects.create(insee="31999", name="Nouveauville", search_key="NOUVEAUVILLE", postcodes="|31999|")
    assert town.name not in read("/trouver-mon-conseiller/")
    served = lambda: ServedCommune.objects.create(commune=town, valid_from=timezone.localdate())  # noqa: E731
    assert town.name in read("/trouver-mon-conseiller/", after=served)


def test_many_writes_of_a_transaction_are_told_once_after_it(home, django_capture_on_commit_callbacks):
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks() as waiting:
        Organisation.objects.update(phone="+33639980000")
        Organisation.objects.update(phone="+33639980001")
    assert len(waiting) == 1


def test_a_page_kept_reads_two_tables_and_sets_no_cookie(home, client):
    """PostgreSQL is told the territory besides, which reads no table."""
    client.get("/actualites/", headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/actualites/", headers={"host": "localhost"})
    assert len([one for one in asked.captured_queries if " FROM " in one["sql"]]) == 2
    assert "Lire un devis" in page.content.decode()
    assert not page.cookies
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_each_visitor_has_its_own_proof_in_a_form_kept(home):
    """The page is the same; the token of the form is that of who reads it, and the form is taken."""
    one, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    other.handler = one.handler
    tokens = []
    for visitor in (one, other):
        page = visitor.get("/etre-rappele/", headers={"host": "localhost"})
        (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', page.content.decode()))
        sent = visitor.post("/etre-rappele/", {"csrfmiddlewaretoken": token}, headers={"host": "localhost"})
        assert sent.status_code == 422
        tokens.append((token, visitor.cookies["csrftoken"].value))
    assert tokens[0][0] != tokens[1][0]
    assert tokens[0][1] != tokens[1][1]


def test_what_is_kept_is_not_given_to_somebody_signed_in(home, client, cast, login):
    client.get("/", headers={"host": "localhost"})
    assert login(cast.advisor).get("/").headers["Cache-Control"] == "no-store, private"


def test_an_event_that_ends_leaves_the_list_within_the_minute(home, read, monkeypatch):
    soon = timezone.now() + dt.timedelta(seconds=30)
    EventFactory(title="Réunion de quartier", starts_at=soon - dt.timedelta(hours=1), ends_at=soon)
    assert "Réunion de quartier" in read("/evenements/")
    later = time.time() + 90
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(timezone, "now", lambda: soon + dt.timedelta(seconds=60))
    assert "Réunion de quartier" not in read("/evenements/")
