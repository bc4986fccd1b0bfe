from django.core.management.base import BaseCommand, CommandError

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.audit.verify import breaks
from faitiere.lib.tenancy import across_territories


class Command(BaseCommand):
    help = "Check the hash chain of the journal of every territory; exit 1 at the first that was altered."

    def handle(self, **options):
        with across_territories(reason="check every journal"):
            territories = AuditEvent.objects.order_by().values_list("territory_id", "territory__name").distinct()
            altered = False
            for territory_id, name in territories:
                found = list(breaks(territory_id))
                altered = altered or bool(found)
                lines = AuditEvent.objects.filter(territory_id=territory_id).count()
                self.stdout.write(f"{name} : {lines} lignes, {'intact' if not found else 'ALTÉRÉ'}")
                for one in found[:10]:
                    self.stdout.write(f"  ligne {one.number} : {one.reason}")
        if altered:
            raise CommandError("Le journal a été modifié. Comparez-le avec la dernière sauvegarde.")
