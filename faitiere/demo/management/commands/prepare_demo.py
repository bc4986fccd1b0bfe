"""What `make demo` needs before the site starts: tables, reference data, demonstration data; then who signs in."""

import contextlib
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from faitiere.apps.accounts.enums import Role
from faitiere.apps.cases.enums import ParticipantRole
from faitiere.demo.actions import build
from faitiere.demo.stories import PASSWORD, PLATFORM_ADMIN, TERRITORIES, TOTP_SECRET, email_of, story


class Command(BaseCommand):
    help = "Prepare the demonstration: database, reference data, two territories (idempotent)."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("Cette commande ne sert qu'à la démonstration : lancez-la avec DEMO=1.")
        with self._step("Base de données"):
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        with self._step("Communes, intercommunalités, zones climatiques"):
            call_command("load_reference", "--if-missing", stdout=self.stdout)
        for name in TERRITORIES:
            with self._step(f"Territoire « {story(name)['territory']['name']} »"):
                build(name)
        self._say_who()

    @contextlib.contextmanager
    def _step(self, title: str) -> Iterator[None]:
        self.stdout.write(f"{title}…", ending="")
        self.stdout.flush()
        began = time.monotonic()
        yield
        seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
        self.stdout.write(f" fait ({seconds} s)")

    def _say_who(self) -> None:
        base = urlsplit(settings.PUBLIC_URL)
        port = f":{base.port}" if base.port else ""
        self.stdout.write("")
        for name in TERRITORIES:
            told = story(name)
            self.stdout.write(f"{told['territory']['name']:<22} {base.scheme}://{told['territory']['hosts'][0]}{port}/")
            for one in told["account"]:
                self.stdout.write(f"  {Role(one['role']).label:<30} {email_of(one['name'])}")
            for case in told["case"]:
                if any("account" in step for step in case["steps"]):
                    self.stdout.write(f"  {'Ménage':<30} {case['email']}")
                for step in case["steps"]:
                    if role := step.get("lead") or step.get("member"):
                        label = f"{ParticipantRole(role).label}, copropriété"
                        self.stdout.write(f"  {label:<30} {step.get('email', case['email'])}")
        self.stdout.write(f"{'Plateforme':<32} {email_of(list(PLATFORM_ADMIN))}")
        self.stdout.write("")
        self.stdout.write(f"Mot de passe de tous les comptes : {PASSWORD}")
        self.stdout.write(f"Second facteur (tous sauf les ménages) : {TOTP_SECRET}")
        self.stdout.write("Le code du moment : .venv/bin/faitiere demo_code ines.delmas@example.org")
        self.stdout.write("")
