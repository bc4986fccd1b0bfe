import factory

from faitiere.apps.buildings.addresses import street_key
from faitiere.apps.buildings.models import Condominium, Home
from faitiere.apps.territories.tests.factories import CommuneFactory


class HomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Home

    address = "14 chemin du Vieux-Pigeonnier"
    postcode = "31270"
    commune = factory.SubFactory(CommuneFactory)
    street_key = factory.LazyAttribute(lambda home: street_key(home.address))


class CondominiumFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Condominium

    home = factory.SubFactory(HomeFactory, kind="building")
    name = "Résidence Les Glycines"
