import datetime as dt

import factory

from faitiere.apps.references.models import Picture, Reference
from faitiere.apps.territories.tests.factories import CommuneFactory, OrganisationFactory
from faitiere.lib.uploads import keep


class ReferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reference

    kind = "house"
    title = "Maison de 1974 à Cugnaux"
    organisation = factory.SubFactory(OrganisationFactory)
    commune = factory.SubFactory(CommuneFactory)
    longitude, latitude = 1.344, 43.536
    works = "Isolation des combles, 92 m²\nPompe à chaleur air-eau"
    families = "|toiture|chauffage|"
    class_before, class_after, class_gain = "F", "B", 4
    built_year, period = 1974, "2"
    cost_cents, aids_cents = 4_200_000, 1_800_000
    finished_on = dt.date(2026, 3, 1)

    class Params:
        agreed = factory.Trait(consent_on=dt.date(2026, 5, 3), consent_by="La propriétaire", consent_source="signed")
        published = factory.Trait(agreed=True, status="published", published_at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC))


class PictureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Picture

    reference = factory.SubFactory(ReferenceFactory)
    alternative = "Façade sud, isolée"
    credit = "Guichet de la métropole"
    vault_name = factory.LazyFunction(lambda: keep(b"\xff\xd8\xff", name="photo.jpg", mime="image/jpeg").vault_name)
    width, height, size = 960, 720, 3
