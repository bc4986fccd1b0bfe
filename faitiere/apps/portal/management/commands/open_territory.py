from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from faitiere.apps.accounts.actors import Actor
from faitiere.apps.portal.actions import OpeningRefused, open_territory
from faitiere.apps.portal.looks import refusals
from faitiere.apps.portal.opening import opening_from

_EXAMPLE = """# Un territoire à ouvrir : faitiere open_territory ce-fichier.toml
[territory]
name = "Pays de Foix"
host = "renov.pays-foix.example"
case_prefix = "09"
phone = "+33536491200"
email = "guichet@example.org"
epci = "200067791"          # SIREN de l'intercommunalité, ou rien
communes = ["09122"]        # codes INSEE en plus

[[organisation]]
name = "Maison de l'habitat"
kind = "metropole"          # metropole, association, adil ou funder

[administrator]
first_name = "Lucie"
last_name = "Ferran"
email = "lucie.ferran@example.org"

[look]                      # facultatif
brand = "#1f4b5c"
"""


class Command(BaseCommand):
    help = "Open a territory described in a TOML file: communes, organisations, administrator, look, first pages."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--example", action="store_true", help="Write an example of the file and stop.")

    def handle(self, *, file: Path | None, example: bool, **options):
        if example:
            self.stdout.write(_EXAMPLE)
            return
        if file is None or not file.is_file():
            raise CommandError("Donnez le fichier TOML qui décrit le territoire (modèle : --example).")
        try:
            opening = opening_from(file.read_text(encoding="utf-8"))
            if told := refusals(opening.colours):
                raise OpeningRefused(" ".join(told.values()))
            territory = open_territory(actor=Actor(territory=None, label="Faîtière"), opening=opening)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{territory.name} est ouvert sur {opening.host}, {len(opening.communes)} communes.")
