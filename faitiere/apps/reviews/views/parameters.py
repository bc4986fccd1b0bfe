"""Candidate tables: kept, read line by line, rehearsed; never in force."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.enums import Role
from faitiere.apps.studies import rulebook
from faitiere.engines import params
from faitiere.engines.params import candidate
from faitiere.lib.access import for_roles

from .. import actions
from ..forms import ParametersForm, TryDateForm
from ..models import ParameterDraft
from ..rules import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def parameters_new(request):
    """A new candidate table, from the values of a subject in force on a day when they are asked for."""
    return _edited(request, None, _from_rulebook(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def parameters(request, draft_id):
    draft = get_object_or_404(ParameterDraft, pk=draft_id)
    return _edited(request, draft, {"name": draft.name, "text": draft.text})


def _edited(request, draft, initial: dict):
    posted = request.method == "POST"
    form = ParametersForm(request.POST, request.FILES) if posted else ParametersForm(initial=initial)
    if posted and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "text")}
        draft = actions.save_parameters(actor=request.actor, draft=draft, **given)
        return redirect("reviews:parameters", draft.pk)
    return _shown(request, draft, form, TryDateForm(initial={"on": _first_day(draft)}))


def _shown(request, draft, form, try_form):
    refused = form.errors or try_form.errors
    lines = [{"new": one, "old": _current(one)} for one in candidate.read(draft.text).lines] if draft else []
    context = {"draft": draft, "form": form, "try_form": try_form, "lines": lines}
    return render(request, "reviews/parameters.html", context, status=422 if refused else 200)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def try_parameters(request, draft_id):
    draft = get_object_or_404(ParameterDraft, pk=draft_id)
    form = TryDateForm(request.POST)
    if form.is_valid():
        try:
            review = actions.rehearse_parameters(actor=request.actor, draft=draft, on=form.cleaned_data["on"])
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            return redirect("reviews:rehearsal", review.pk)
    return _shown(request, draft, ParametersForm(initial={"name": draft.name, "text": draft.text}), form)


def _from_rulebook(request) -> dict:
    """Values of a subject, to be changed by hand."""
    try:
        day = parse_date(request.GET.get("au", ""))
    except ValueError:
        day = None
    found = rulebook.of_subject(request.GET.get("bareme", ""), day or timezone.localdate())
    return {"text": candidate.written(found)} if found else {}


def _first_day(draft):
    lines = candidate.read(draft.text).lines if draft else ()
    return max((line.valid_from for line in lines), default=None)


def _current(line):
    """What the candidate line would replace on its first day."""
    return params.find_or_none(line.name, on=line.valid_from, **dict(line.keys))
