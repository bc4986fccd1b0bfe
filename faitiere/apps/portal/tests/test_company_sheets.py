"""What the directory and the references, beside each other, show together: the works on the page of a company."""

import pytest
from django.urls import reverse

from faitiere.apps.directory.tests.factories import ProfessionalFactory
from faitiere.apps.references.tests.factories import ReferenceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("published", "seen"), [(True, True), (False, False)])
def test_the_page_of_a_company_links_to_its_published_works_only(client, toulouse, published, seen):
    company = ProfessionalFactory()
    sheet = ReferenceFactory(published=published, title="Maison rénovée à Cugnaux", companies=company.siret)
    page = client.get(reverse("directory:professional", args=[company.pk])).content.decode()
    assert (f'<a href="/realisations/{sheet.pk}/">Maison rénovée à Cugnaux</a>' in page) is seen
