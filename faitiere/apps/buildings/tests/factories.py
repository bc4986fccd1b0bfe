import factory

from faitiere.apps.buildings.models import Condominium, Home
from faitiere.apps.territories.tests.factories import CommuneFactory


class HomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Home

    address = "14 chemin du Vieux-Pigeonnier"
    postcode = "31270"
    commune = factory.SubFactory(CommuneFactory)


class CondominiumFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Condominium

    home = factory.SubFactory(HomeFactory, kind="building")
    name = "Résidence Les Glycines"
