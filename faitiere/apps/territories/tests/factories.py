import datetime as dt

import factory

from faitiere.apps.territories.enums import OrganisationKind, ProjectKind
from faitiere.apps.territories.models import (
    Catchment,
    Commune,
    Epci,
    Host,
    Organisation,
    ServedCommune,
    Territory,
)
from faitiere.lib.tenancy import territory_scope

METROPOLE_SIREN = "243100518"


class CommuneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Commune
        django_get_or_create = ("insee",)

    insee = "31157"
    name = "Cugnaux"
    search_key = "CUGNAUX"
    postcodes = "|31270|"
    departement = "31"
    region = "76"
    climate_zone = "H2c"
    altitude_class = "inf_400"
    epci = factory.LazyFunction(
        lambda: Epci.objects.get_or_create(
            siren=METROPOLE_SIREN, defaults={"name": "Toulouse Métropole", "kind": "ME"}
        )[0]
    )

    class Params:
        toulouse = factory.Trait(insee="31555", name="Toulouse", search_key="TOULOUSE", postcodes="|31000|31200|")
        elsewhere = factory.Trait(
            insee="09122", name="Foix", search_key="FOIX", postcodes="|09000|", departement="09", epci=None
        )


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("name",)

    name = "Guichet de la métropole"
    kind = OrganisationKind.METROPOLE
    ademe_id = "31-TM-01"
    phone = "05 36 49 12 40"
    email = "guichet@example.org"

    class Params:
        adil = factory.Trait(name="ADIL", kind=OrganisationKind.ADIL, advises=False)
        association = factory.Trait(name="Association énergie", kind=OrganisationKind.ASSOCIATION)
        funder = factory.Trait(name="Structure porteuse", kind=OrganisationKind.FUNDER, advises=False)


def make_territory(*, slug: str, name: str, hosts: list[str], prefix: str) -> Territory:
    """A territory with its host names, its communes served and one organisation that answers for them."""
    territory, created = Territory.objects.get_or_create(
        slug=slug, defaults={"name": name, "case_prefix": prefix, "phone": "05 36 49 12 40"}
    )
    if not created:
        return territory
    for rank, host in enumerate(hosts):
        Host.objects.create(name=host, territory=territory, is_main=rank == 0)
    return territory


def serve(territory: Territory, commune: Commune, organisation: Organisation) -> None:
    """The commune is served by the territory and answered for by the organisation, houses and condominiums."""
    ServedCommune.objects.get_or_create(territory=territory, commune=commune, valid_from=dt.date(2020, 1, 1))
    for kind in ProjectKind.values:
        Catchment.objects.get_or_create(
            territory=territory, commune=commune, project_kind=kind, defaults={"organisation": organisation}
        )


def toulouse_metropole() -> Territory:
    territory = make_territory(
        slug="toulouse-metropole",
        name="Toulouse Métropole",
        hosts=["localhost", "testserver", "127.0.0.1", "toulouse.localhost"],
        prefix="31",
    )
    with territory_scope(territory):
        organisation = OrganisationFactory()
        serve(territory, CommuneFactory(), organisation)
        serve(territory, CommuneFactory(toulouse=True), organisation)
    return territory


def other_territory() -> Territory:
    """A second territory, to prove isolation."""
    territory = make_territory(slug="pays-de-foix", name="Pays de Foix", hosts=["foix.localhost"], prefix="09")
    with territory_scope(territory):
        serve(territory, CommuneFactory(elsewhere=True), OrganisationFactory(name="Guichet du Pays de Foix"))
    return territory
