"""Settings that a slip must not change, and the readers that fail loudly."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from faitiere.config import settings as site
from faitiere.config.env import connect, database, env_bool, env_count, origin, smtp


def test_the_site_hashes_passwords_with_argon2():
    assert import_string(site.PASSWORD_HASHERS[0]) is Argon2PasswordHasher


def test_the_policy_lets_nothing_in_from_elsewhere():
    assert site.SECURE_CSP["default-src"] == ["'none'"]
    assert {source for sources in site.SECURE_CSP.values() for source in sources} <= {"'none'", "'self'"}


def test_login_is_required_by_default():
    path = "faitiere.apps.accounts.middleware.SignInMiddleware"
    assert path in site.MIDDLEWARE
    assert issubclass(import_string(path), LoginRequiredMiddleware)


def test_an_unknown_database_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database("mysql://localhost/faitiere", tmp_path)


def test_a_password_with_special_characters_is_read(tmp_path):
    found = database("postgresql://guichet:p%40ss@db:5433/faitiere", tmp_path)
    assert (found["PASSWORD"], found["PORT"], found["NAME"]) == ("p@ss", "5433", "faitiere")


def test_smtp_over_tls_is_read():
    assert smtp("smtps://moi:secret@mail.example.org")["port"] == 465
    assert smtp("") == {}


def test_a_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch):
    monkeypatch.setenv("DEBUG", "peut-être")
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        env_bool("DEBUG")


def test_a_provider_of_identities_is_all_given_or_off(monkeypatch):
    assert connect("PROCONNECT", scope="openid") == {}
    monkeypatch.setenv("PROCONNECT_URL", "https://fca.example.org/api/v2/")
    with pytest.raises(ImproperlyConfigured, match="PROCONNECT_CLIENT_ID"):
        connect("PROCONNECT", scope="openid")
    monkeypatch.setenv("PROCONNECT_CLIENT_ID", "guichet")
    monkeypatch.setenv("PROCONNECT_CLIENT_SECRET", "secret")
    found = connect("PROCONNECT", scope="openid")
    assert (found["url"], found["acr"]) == ("https://fca.example.org/api/v2", ["eidas1"])
    assert origin(found["url"]) == "https://fca.example.org"


@pytest.mark.parametrize("given", ["deux", "-1", "1.5", "²"])
def test_a_number_of_proxies_that_is_not_one_is_refused(given, monkeypatch):
    monkeypatch.setenv("TRUSTED_PROXIES", given)
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        env_count("TRUSTED_PROXIES")
