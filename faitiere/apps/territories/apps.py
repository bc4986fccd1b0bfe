from django.apps import AppConfig
from django.db.models.signals import post_migrate

from faitiere.lib.row_security import after_migrate


class TerritoriesConfig(AppConfig):
    name = "faitiere.apps.territories"
    verbose_name = "Territoires"

    def ready(self):
        # Not a business flow: the lock must follow the schema, whoever migrates.
        post_migrate.connect(after_migrate, dispatch_uid="row security")
