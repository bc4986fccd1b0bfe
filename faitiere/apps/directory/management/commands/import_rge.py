"""`faitiere import_rge FILE --territory SLUG`: read the RGE open-data file into a directory."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.directory import actions
from faitiere.apps.directory.enums import ImportState
from faitiere.apps.directory.reading import directory_settings
from faitiere.apps.territories.models import Territory
from faitiere.lib.tenancy import territory_scope


class Command(BaseCommand):
    help = "Importe la liste des entreprises RGE (CSV, .gz ou .zip) ; relancée, elle garde les corrections du guichet."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--territory", default="", help="identifiant du territoire ; inutile s'il n'y en a qu'un")

    def handle(self, *, file: str, territory: str, **options):
        path = Path(file)
        if not path.is_file():
            raise CommandError(f"Le fichier {file} n'existe pas.")
        found = self._territory(territory)
        with territory_scope(found), path.open("rb") as handle:
            actor = system_actor(found)
            run = actions.ask_import(actor=actor, file_name=path.name)
            wanted = directory_settings().departements
            actions.run_import(actor=actor, run=run, handle=handle, size=path.stat().st_size, departements=wanted)
            run.refresh_from_db()
            self._report(run)

    def _territory(self, slug: str) -> Territory:
        found = list(Territory.objects.filter(slug=slug) if slug else Territory.objects.all()[:2])
        if len(found) == 1:
            return found[0]
        known = ", ".join(Territory.objects.values_list("slug", flat=True))
        raise CommandError(f"Indiquez le territoire avec --territory, parmi : {known}.")

    def _report(self, run) -> None:
        for number, sentence in run.problems:
            self.stderr.write(f"ligne {number} : {sentence}")
        words = f"{run.lines} lignes lues, {run.created} entreprises ajoutées, {run.updated} modifiées, "
        words += f"{run.kept} inchangées, {run.gone} disparues, {run.refused_lines} lignes refusées."
        self.stdout.write(words)
        if run.message:
            self.stdout.write(run.message)
        if run.state != ImportState.DONE:
            raise CommandError(run.message or "L'import n'est pas allé au bout.")
