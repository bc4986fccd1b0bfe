"""`faitiere reindex`: rebuild the words of the search and the energy of homes shown in lists, from what is recorded."""

from django.core.management.base import BaseCommand

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.buildings.actions import keep_energy
from faitiere.apps.buildings.models import EnergyDescription
from faitiere.apps.cases.actions import index_case, index_contacts
from faitiere.apps.cases.finding import kinds
from faitiere.apps.cases.models import Case
from faitiere.apps.contacts.actions import index_organisation
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.permissions import organisations_known
from faitiere.apps.territories.models import Territory
from faitiere.lib.tenancy import territory_scope


class Command(BaseCommand):
    help = "Reconstruit l'index de recherche et l'énergie des logements ; relancé, il ne change rien."

    def handle(self, **options):
        for territory in Territory.objects.all():
            with territory_scope(territory):
                cases = Case.objects.select_related("home__commune")
                for case in cases.iterator(chunk_size=1000):
                    index_case(case)
                index_contacts(Person.objects.all())
                for organisation in organisations_known():
                    index_organisation(organisation)
                for kind in kinds():
                    if kind.reindex:
                        kind.reindex()
                # Older versions first: the latest of each home has the last word.
                for description in EnergyDescription.objects.select_related("home").order_by("version").iterator():
                    keep_energy(actor=system_actor(territory), description=description)
            print(f"{territory.name} : dossiers indexés.")
