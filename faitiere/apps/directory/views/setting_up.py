"""The administrator's set-up: order of the lists, trades shown, import, labels and charters."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles

from .. import actions
from ..forms import LabelForm, SettingsForm
from ..models import Label
from ..reading import directory_settings, embedding_origins
from ..trades import shown


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def settings(request):
    setting = directory_settings()
    initial = {
        "order_rule": setting.order_rule,
        "shown_trades": [one.code for one in shown(setting.hidden_trades)],
        "departements": ", ".join(setting.departements),
        "registration_open": setting.registration_open,
    }
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_directory(actor=request.actor, fields=form.fields_of())
        messages.success(request, "Réglages de l'annuaire enregistrés.")
        return redirect("directory:settings")
    context = {"form": form, "labels": Label.objects.all(), "origins": embedding_origins()}
    context["address"] = request.territory.absolute(reverse("directory:embedded"))
    return render(request, "directory/settings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def labels(request):
    """A new label or charter."""
    form = LabelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = actions.save_label(actor=request.actor, label=None, fields=form.cleaned_data)
        messages.success(request, f"Ajouté : {added.name}. Donnez-le à des professionnels depuis leur fiche.")
        return redirect("directory:settings")
    return render(request, "directory/label.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def label(request, label_id):
    """Correct a label, retire it or bring it back."""
    found = get_object_or_404(Label, pk=label_id)
    if "retirer" in request.POST or "remettre" in request.POST:
        actions.retire_label(actor=request.actor, label=found, back="remettre" in request.POST)
        messages.success(request, "Montré de nouveau." if "remettre" in request.POST else "Retiré de l'annuaire.")
        return redirect("directory:settings")
    known = {"name": found.name, "description": found.description, "url": found.url}
    form = LabelForm(request.POST or None, initial=known, label=found)
    if request.method == "POST" and form.is_valid():
        actions.save_label(actor=request.actor, label=found, fields=form.cleaned_data)
        messages.success(request, "Enregistré.")
        return redirect("directory:settings")
    return render(request, "directory/label.html", {"form": form, "label": found}, status=422 if form.errors else 200)
