import csv
import io

import factory

from faitiere.apps.directory.actions.finding import index
from faitiere.apps.directory.models import Professional
from faitiere.apps.directory.rge_file import COLUMNS
from faitiere.lib.siret import with_key
from faitiere.lib.text import search_key


def siret(number: int) -> str:
    """A SIRET that no company has been given here: an invented number and its key."""
    return with_key(f"{number:013d}")


class ProfessionalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Professional
        skip_postgeneration_save = True

    siret = factory.Sequence(lambda n: siret(9_990_000_000_000 + n))
    name = factory.Sequence(lambda n: f"Entreprise {n}")
    name_key = factory.LazyAttribute(lambda one: search_key(one.name))
    source = "desk"
    email = factory.Sequence(lambda n: f"entreprise{n}@example.org")
    postcode = "31270"
    town = "Cugnaux"
    latitude = 43.538
    longitude = 1.345
    trades = "|pompe_a_chaleur|"
    declared_trades = "|pompe_a_chaleur|"
    draw = factory.Sequence(lambda n: 1 + n)

    @factory.post_generation
    def indexed(self, create, _given):
        if create:
            index([self])


def row(number: int = 1, **told) -> dict:
    """A line of the RGE file."""
    usual = {
        "siret": siret(9_980_000_000_000 + number),
        "nom_entreprise": f"CHAUFFAGE {number}",
        "adresse": "12 RUE DES ESSAIS",
        "code_postal": "31270",
        "commune": "CUGNAUX",
        "latitude": "43.538",
        "longitude": "1.345",
        "telephone": "0536491240",
        "email": f"chauffage{number}@example.org",
        "site_internet": "www.example.org",
        "code_qualification": "QPAC",
        "nom_qualification": "QualiPAC module Chauffage et ECS",
        "url_qualification": "https://www.example.org/certificat",
        "nom_certificat": "QualiPAC",
        "domaine": "Pompe à chaleur : chauffage",
        "meta_domaine": "Installations d'énergies renouvelables",
        "organisme": "qualitenr",
        "particulier": "true",
        "lien_date_debut": "2024-01-15",
        "lien_date_fin": "2028-01-14",
    }
    return usual | told


def rge_file(*rows: dict, delimiter: str = ",") -> bytes:
    """The file as ADEME publishes it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
