import pytest
from django.urls import reverse

from faitiere.apps.directory.tests.factories import ProfessionalFactory
from faitiere.apps.portal.actions import allow_site

from .factories import portal_of

pytestmark = pytest.mark.django_db


def test_the_frame_is_for_the_sites_named_and_sets_no_cookie(client, cast, toulouse):
    portal_of(toulouse)
    ProfessionalFactory(name="Chaleur d'Oc")
    address = reverse("directory:embedded")
    assert "frame-ancestors 'none'" in client.get(address).headers["Content-Security-Policy"]
    allow_site(actor=cast.actor("territory_admin", toulouse), origin="https://www.ma-commune.fr")
    answer = client.get(address, {"lieu": "31270"})
    assert "frame-ancestors https://www.ma-commune.fr" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies
