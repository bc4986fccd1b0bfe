"""Whom the limits count: the visitor behind our proxies, never what it says of itself."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.rates import allowed, visitor_of
from faitiere.lib.tenancy import territory_scope

PROXY = "10.0.0.5"


@pytest.fixture(autouse=True)
def _no_rates():
    """What one test asks is not counted in the next."""
    cache.clear()


def seen(forwarded: str | None, *, direct: str = PROXY) -> str:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return visitor_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=direct))


def test_without_a_proxy_the_header_is_not_read(settings):
    settings.TRUSTED_PROXIES = 0
    assert seen("192.0.2.9", direct="198.51.100.7") == "198.51.100.7"


@pytest.mark.parametrize(
    ("proxies", "header"),
    [
        (1, "192.0.2.9"),
        # What the visitor wrote itself stands on the left of what our proxy saw.
        (1, "1.2.3.4, 192.0.2.9"),
        (2, "1.2.3.4, 192.0.2.9, 10.0.0.4"),
    ],
)
def test_the_outermost_of_our_proxies_is_believed(proxies, header, settings):
    settings.TRUSTED_PROXIES = proxies
    assert seen(header) == "192.0.2.9"


@pytest.mark.parametrize("header", [None, "", "unknown", "192.0.2.9, <script>", "192.0.2.300"])
def test_what_cannot_be_read_is_ignored(header, settings):
    settings.TRUSTED_PROXIES = 1
    assert seen(header) == PROXY


def test_a_header_shorter_than_our_proxies_was_not_written_by_them(settings):
    settings.TRUSTED_PROXIES = 2
    assert seen("192.0.2.9") == PROXY


def test_ipv6_is_counted_by_what_a_line_is_given(settings):
    """RFC 6177: a site is given at least a /64; RFC 4291, 2.5.5.2: an IPv4 address written as IPv6."""
    settings.TRUSTED_PROXIES = 1
    assert seen("2001:db8:1:2:aaaa::1") == seen("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::"
    assert seen("2001:db8:1:3::1") != seen("2001:db8:1:2::1")
    assert seen("::ffff:192.0.2.9") == "192.0.2.9"


def test_one_territory_does_not_use_up_the_limit_of_another(toulouse):
    assert allowed("essai", "192.0.2.9", per_hour=1)
    assert not allowed("essai", "192.0.2.9", per_hour=1)
    with territory_scope(other_territory()):
        assert allowed("essai", "192.0.2.9", per_hour=1)


def ask_for_a_space(client, forwarded: str) -> int:
    told, headers = {"email": "mireille@example.org"}, {"X-Forwarded-For": forwarded}
    return client.post("/espace/ouvrir/", told, headers=headers, REMOTE_ADDR=PROXY).status_code


def test_two_visitors_behind_one_proxy_have_a_limit_each(client, toulouse, settings):
    settings.TRUSTED_PROXIES = 1
    first = [ask_for_a_space(client, f"1.1.1.{rank}, 192.0.2.9") for rank in range(11)]
    assert first == [302] * 10 + [429]
    assert ask_for_a_space(client, "192.0.2.10") == 302


def sign_in(client, forwarded: str, rank: int):
    told = {"login": f"personne{rank}@example.org", "password": "mauvais mot de passe"}
    return client.post("/compte/login/", told, headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=PROXY)


def test_the_limit_on_signing_in_counts_the_visitor_too(client, toulouse, settings):
    """Ten failures a minute and an address (`ACCOUNT_RATE_LIMITS`): the eleventh waits, a neighbour does not."""
    settings.TRUSTED_PROXIES = 1
    pages = [sign_in(client, f"203.0.113.{rank}, 192.0.2.9", rank).content.decode() for rank in range(11)]
    told = [("Trop de" in page) for page in pages]
    assert told == [False] * 10 + [True]
    assert "Trop de" not in sign_in(client, "192.0.2.10", 11).content.decode()
