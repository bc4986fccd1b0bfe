from django.core.management.base import BaseCommand

from faitiere.apps.territories.actions import load_reference
from faitiere.apps.territories.models import Commune


class Command(BaseCommand):
    help = "Load communes, intercommunal bodies, climate zones and contours from the packaged files (idempotent)."

    def add_arguments(self, parser):
        parser.add_argument("--if-missing", action="store_true", help="Do nothing when communes are loaded already.")

    def handle(self, *, if_missing: bool, **options):
        if if_missing and Commune.objects.exists():
            return
        counts = load_reference()
        self.stdout.write("Données de référence : " + ", ".join(f"{count} {name}" for name, count in counts.items()))
