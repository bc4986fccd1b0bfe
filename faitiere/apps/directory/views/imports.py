"""Imports of the RGE file at the desk: a file given, its progress, its report, its stop."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles
from faitiere.lib.uploads import UploadRefused, clean_name, keep, read_upload

from .. import actions
from ..enums import ImportState
from ..models import RgeImport
from ..reading import directory_settings
from ..tasks import read_uploaded

_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def runs(request):
    """Past imports; a new one from a file."""
    if request.method == "POST":
        try:
            content = read_upload(request.FILES.get("file"))
        except UploadRefused as refused:
            messages.error(request, f"{refused} Un fichier plus lourd passe compressé, en .zip ou .gz.")
            return redirect("directory:imports")
        name = clean_name(request.FILES["file"].name)
        stored = keep(content, name=name, mime="application/octet-stream")
        run = actions.ask_import(actor=request.actor, file_name=name, vault_name=stored.vault_name)
        read_uploaded.enqueue(territory_id=str(run.territory_id), run_id=str(run.pk))
        return redirect("directory:import", run.pk)
    context = {"runs": RgeImport.objects.select_related("author")[:_SHOWN], "setting": directory_settings()}
    return render(request, "directory/imports.html", context)


@require_safe
@for_roles(Role.TERRITORY_ADMIN)
def run(request, run_id):
    """How far an import is, then its report."""
    found = get_object_or_404(RgeImport.objects.select_related("author"), pk=run_id)
    context = {"run": found, "going": found.state in {ImportState.WAITING, ImportState.RUNNING}}
    page = "directory/import_progress.html" if request.htmx else "directory/import.html"
    return render(request, page, context)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def stop(request, run_id):
    found = get_object_or_404(RgeImport, pk=run_id)
    actions.stop_import(actor=request.actor, run=found)
    return redirect("directory:import", found.pk)
