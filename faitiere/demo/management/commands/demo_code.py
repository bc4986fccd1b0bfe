"""The current second-factor code of a demonstration account."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from faitiere.demo.codes import current_code


class Command(BaseCommand):
    help = "Print the six digits to type for the second factor of a demonstration account."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email: str, **options):
        if not settings.DEMO:
            raise CommandError("Cette commande ne sert qu'à la démonstration : lancez-la avec DEMO=1.")
        found = Authenticator.objects.filter(user__email=email.lower(), type=Authenticator.Type.TOTP).first()
        if found is None:
            raise CommandError(f"Aucun compte avec second facteur n'a l'adresse {email}.")
        self.stdout.write(current_code(decrypt(found.data["secret"])))
