"""What an administrator or a manager sets: reasons with their questions, places, rules of the territory."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles

from .. import actions
from ..forms import PlaceForm, QuestionForm, ReasonForm, RulesForm
from ..models import Question
from ..permissions import places_set_by, reasons_set_by
from ..reading import rules_of_territory

SETTERS = (Role.TERRITORY_ADMIN, Role.MANAGER)


@require_safe
@for_roles(*SETTERS)
def home(request):
    """Reasons, places, rules, on one page."""
    context = {
        "reasons": reasons_set_by(request.actor).prefetch_related("organisations", "questions"),
        "places": places_set_by(request.actor).select_related("organisation"),
        "rules": rules_of_territory(),
    }
    return render(request, "booking/desk/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def rules(request):
    form = RulesForm(request.POST or None, row=rules_of_territory())
    if request.method == "POST" and form.is_valid():
        actions.save_rules(actor=request.actor, fields=form.cleaned_data)
        messages.success(request, "Règles des rendez-vous enregistrées.")
        return redirect("booking:settings")
    context = {"form": form, "title": "Règles du territoire", "button": "Enregistrer les règles", "of_territory": True}
    return render(request, "booking/desk/form.html", context, status=422 if form.errors else 200)


def _reason(request, reason=None):
    form = ReasonForm(request.POST or None, row=reason, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_reason(actor=request.actor, reason=reason, fields=form.cleaned_data)
        messages.success(request, f"Motif « {saved.name} » enregistré.")
        return redirect("booking:reason", saved.pk)
    context = {"form": form, "reason": reason, "question_form": QuestionForm(prefix="q")}
    return render(request, "booking/desk/reason.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SETTERS)
def reason_new(request):
    return _reason(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SETTERS)
def reason(request, reason_id):
    return _reason(request, get_object_or_404(reasons_set_by(request.actor), pk=reason_id))


@require_POST
@for_roles(*SETTERS)
def reason_close(request, reason_id):
    """Offer it no more; appointments taken stay."""
    found = get_object_or_404(reasons_set_by(request.actor), pk=reason_id)
    actions.close_reason(actor=request.actor, reason=found)
    messages.success(request, f"Motif « {found.name} » supprimé. Les rendez-vous déjà pris restent.")
    return redirect("booking:settings")


@require_POST
@for_roles(*SETTERS)
def question_add(request, reason_id):
    found = get_object_or_404(reasons_set_by(request.actor), pk=reason_id)
    form = QuestionForm(request.POST, prefix="q")
    if form.is_valid():
        actions.add_question(actor=request.actor, reason=found, fields=form.as_fields())
        messages.success(request, "Question ajoutée.")
        return redirect("booking:reason", found.pk)
    context = {"form": ReasonForm(row=found, actor=request.actor), "reason": found, "question_form": form}
    return render(request, "booking/desk/reason.html", context, status=422)


@require_POST
@for_roles(*SETTERS)
def question_remove(request, question_id):
    asked = Question.objects.filter(reason__in=reasons_set_by(request.actor)).select_related("reason")
    question = get_object_or_404(asked, pk=question_id)
    actions.remove_question(actor=request.actor, question=question)
    messages.success(request, "Question retirée. Les réponses déjà données restent.")
    return redirect("booking:reason", question.reason_id)


def _place(request, place=None):
    form = PlaceForm(request.POST or None, row=place, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_place(actor=request.actor, place=place, fields=form.cleaned_data)
        messages.success(request, f"Lieu « {saved.name} » enregistré.")
        return redirect("booking:settings")
    title = place.name if place else "Nouveau lieu"
    context = {"form": form, "title": title, "button": "Enregistrer le lieu", "of_territory": True}
    return render(request, "booking/desk/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SETTERS)
def place_new(request):
    return _place(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SETTERS)
def place(request, place_id):
    return _place(request, get_object_or_404(places_set_by(request.actor), pk=place_id))


@require_POST
@for_roles(*SETTERS)
def place_close(request, place_id):
    found = get_object_or_404(places_set_by(request.actor), pk=place_id)
    actions.close_place(actor=request.actor, place=found)
    messages.success(request, f"Lieu « {found.name} » fermé. Vérifiez les plages qui s’y tenaient.")
    return redirect("booking:settings")
