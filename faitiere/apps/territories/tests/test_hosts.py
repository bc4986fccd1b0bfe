"""Host names admitted without the settings: those of the territories, and nothing else."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from faitiere.apps.territories import hosts
from faitiere.apps.territories.models import Host
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope


@pytest.fixture
def foix(toulouse, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    territory = other_territory()
    Host.objects.create(name="renov.pays-foix.example", territory=territory)
    return territory


def asked(client, host, path="/trouver-mon-conseiller/", **more):
    return client.get(path, headers={"host": host}, **more)


@pytest.mark.parametrize("host", ["renov.pays-foix.example", "RENOV.pays-foix.example:8443"])
def test_the_host_of_a_territory_is_admitted_without_a_setting(foix, client, host):
    assert asked(client, host).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "renov.pays-foix.example.evil.example", "a b", "x/../y", "evil.example:80@y"]
)
def test_any_other_name_is_refused_plainly_and_never_repeated(foix, client, host, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = asked(client, host)
    assert answer.status_code == 400
    assert "Aucun guichet à cette adresse" in answer.content.decode()
    assert "evil" not in answer.content.decode() + str(answer.headers)


def test_the_host_of_a_folder_is_admitted_and_the_folder_leads_to_the_territory(foix, client):
    Host.objects.create(name="renov.ariege.example/foix", territory=foix)
    assert asked(client, "renov.ariege.example", "/foix/trouver-mon-conseiller/").status_code == 200
    assert asked(client, "renov.ariege.example").status_code == 404


def test_made_up_names_do_not_ask_the_database_each_time(foix, client):
    asked(client, "evil1.example")
    with CaptureQueriesContext(connection) as queries:
        for number in range(20):
            asked(client, f"evil{number}.example")
    assert len(queries) == 0


def test_a_territory_opened_since_is_admitted_a_moment_later(foix, client, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(hosts.time, "monotonic", lambda: now[0])
    assert asked(client, "nouveau.example").status_code == 400
    Host.objects.create(name="nouveau.example", territory=foix)
    now[0] += 6
    assert asked(client, "nouveau.example").status_code == 200


def test_a_name_taken_away_leads_nowhere(foix, client):
    assert asked(client, "renov.pays-foix.example").status_code == 200
    Host.objects.get(name="renov.pays-foix.example").delete()
    assert asked(client, "renov.pays-foix.example").status_code == 404


def test_a_form_sent_to_the_host_of_a_territory_is_taken(foix):
    """Origin and token are compared with the host of the request, that of the territory."""
    client = Client(enforce_csrf_checks=True)
    headers = {"host": "renov.pays-foix.example"}
    client.get("/etre-rappele/", headers=headers)
    sent = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    with territory_scope(foix):
        good = client.post("/etre-rappele/", sent, headers=headers | {"origin": "http://renov.pays-foix.example"})
        bad = client.post("/etre-rappele/", sent, headers=headers | {"origin": "http://evil.example"})
    assert (good.status_code, bad.status_code) == (422, 403)
