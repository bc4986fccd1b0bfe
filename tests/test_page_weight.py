"""What a cold page costs: the page and all it asks for, compressed as the site sends them."""

import re

import pytest

from faitiere.apps.cases.tests.factories import CaseFactory

pytestmark = pytest.mark.django_db
# Status line and headers of one answer, in bytes: an upper bound of what the site sends.
HEADERS = 900


def body(client, address: str) -> bytes:
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def asked_for(client, html: str) -> set[str]:
    """Addresses the browser fetches: styles, scripts, icons, font, and the images of the styles."""
    addresses = set(re.findall(r'(?:href|src)="(/(?:static/|theme)[^"#]*)', html))
    for style in [one for one in addresses if one.startswith("/static/css/")]:
        css = b"".join(client.get(style).streaming_content).decode()
        addresses |= {f"/static/img/{name}" for name in re.findall(r"url\(\.\./img/([\w.-]+)\)", css)}
    return addresses


@pytest.mark.parametrize(
    "address", ["/bureau/", "/bureau/dossiers/", "/mes-aides/", "/compte/login/", "/evenements/", "/realisations/"]
)
def test_a_cold_page_weighs_at_most_150_kb_in_15_requests(cast, login, client, address):
    CaseFactory(advisor=cast.advisor)
    visitor = login(cast.advisor) if address.startswith("/bureau") else client
    addresses = asked_for(visitor, visitor.get(address).content.decode())
    weight = sum(len(body(visitor, one)) + HEADERS for one in {address, *addresses})
    assert len(addresses) + 1 <= 15
    assert weight <= 150_000
