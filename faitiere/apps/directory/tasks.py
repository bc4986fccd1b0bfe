"""Jobs of the directory: the import asked at the desk, the daily file, companies nobody heard of."""

import logging
import tempfile
import urllib.error
import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.urls import reverse

from faitiere.apps.accounts.actors import actor_for, system_actor
from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.permissions import holders_of
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import JobFinished
from faitiere.apps.territories.models import Territory
from faitiere.lib.downloads import download
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope
from faitiere.lib.uploads import forget

from . import actions
from .enums import ImportState
from .models import RgeImport
from .reading import directory_settings
from .rge_file import MOST_BYTES

_LOGGER = logging.getLogger(__name__)


def _tell(actor, run: RgeImport) -> None:
    run.refresh_from_db()
    words = f"Import RGE {run.get_state_display().lower()} : {run.created} ajoutées, {run.updated} modifiées, "
    words += f"{run.gone} disparues, {run.refused_lines} lignes refusées. {run.message}"
    people = holders_of(Role.TERRITORY_ADMIN)
    notify(
        actor=actor,
        people=people,
        notification=JobFinished(text=words[:300], path=reverse("directory:import", args=[run.pk])),
    )


@job(attempts=2)
def read_uploaded(territory_id: str, run_id: str) -> None:
    """Read the file a person of the desk gave; the file goes once it is read."""
    territory = Territory.objects.get(pk=uuid.UUID(territory_id))
    with territory_scope(territory):
        run = RgeImport.objects.select_related("author").get(pk=run_id)
        actor = actor_for(run.author, territory) if run.author else system_actor(territory)
        vault = storages["vault"]
        if run.state == ImportState.WAITING:
            with vault.open(run.vault_name) as handle:
                wanted = directory_settings().departements
                size = vault.size(run.vault_name)
                actions.run_import(actor=actor, run=run, handle=handle, size=size, departements=wanted)
        forget(run.vault_name)
        _tell(actor, run)


@job(attempts=3, first_delay=1800)
def fetch_rge() -> None:
    """Every day, when an address is set: download the file once, read it in each territory."""
    if not settings.RGE_FILE_URL:
        return
    with tempfile.TemporaryFile() as handle:
        try:
            size = download(settings.RGE_FILE_URL, handle, setting="RGE_FILE_URL", most_bytes=MOST_BYTES)
        except (urllib.error.URLError, TimeoutError) as error:
            _LOGGER.warning("the RGE file could not be downloaded: %s", error)
            raise
        for territory in Territory.objects.all():
            with territory_scope(territory):
                actor = system_actor(territory)
                run = actions.ask_import(actor=actor, file_name="Téléchargement du jour")
                handle.seek(0)
                wanted = directory_settings().departements
                actions.run_import(actor=actor, run=run, handle=handle, size=size, departements=wanted)
                _tell(actor, run)


@job()
def ask_silent() -> None:
    """Write to companies nobody heard of for almost two years; withdraw those that did not answer."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            actor = system_actor(territory)
            actions.withdraw_silent(actor=actor)
            actions.warn_silent(actor=actor)
