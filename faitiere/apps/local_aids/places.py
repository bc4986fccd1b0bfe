"""Where an aid of the territory may apply: places its served communes belong to, and a home in such a place."""

from django.db.models import Count

from faitiere.apps.territories.models import Commune, Epci, ServedCommune

from .describing import COMMUNES, TERRITORY

ILE_DE_FRANCE = "11"


def _served():
    return Commune.objects.filter(pk__in=ServedCommune.objects.values("commune_id")).defer("contour")


def area_choices() -> list[tuple[str, str]]:
    """The whole territory, its intercommunal bodies, departments and regions, or some of its communes."""
    served = _served().order_by()
    bodies = Epci.objects.filter(pk__in=served.exclude(epci=None).values("epci_id")).order_by("name")
    departments = served.values_list("departement", flat=True).annotate(Count("pk")).order_by("departement")
    regions = served.values_list("region", flat=True).annotate(Count("pk")).order_by("region")
    return [
        (TERRITORY, "Tout le territoire du guichet"),
        (COMMUNES, "Certaines communes"),
        *((f"epci:{one.pk}", one.name) for one in bodies),
        *((f"departement:{code}", f"Département {code}") for code in departments),
        *((f"region:{code}", f"Région, code {code}") for code in regions),
    ]


def commune_choices() -> list[tuple[str, str]]:
    return [(one.pk, one.name) for one in _served().order_by("name")]


def words(terms: dict) -> str:
    """Where the home must be, in words."""
    if terms["area"] == COMMUNES:
        return ", ".join(Commune.objects.filter(pk__in=terms["communes"]).values_list("name", flat=True))
    return dict(area_choices()).get(terms["area"], terms["area"])


def sample_place(terms: dict) -> dict:
    """A home the aid concerns, as the aids engine places it."""
    found = Commune.objects.filter(pk__in=terms["communes"]) if terms["area"] == COMMUNES else _served()
    kind, _, code = terms["area"].partition(":")
    column = {"epci": "epci_id", "departement": "departement", "region": "region"}.get(kind)
    commune = (found.filter(**{column: code}) if column else found).order_by("-population", "pk").first()
    return {
        "commune": commune.pk,
        "epci": commune.epci_id,
        "department": commune.departement,
        "ile_de_france": commune.region == ILE_DE_FRANCE,
    }
