"""The three-minute simulator: answered without an account, resumed by code, sent to an advisor, read in its case."""

import datetime as dt
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.cases.communes import served
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.apps.studies.computation import rules_on
from faitiere.lib.access import for_roles, public
from faitiere.lib.rates import allowed, visitor_of
from faitiere.lib.visitors import same_for_all

from .. import actions
from ..codes import key_of, normal, written
from ..forms import AidsForm, CodeForm, KeepForm, SendForm
from ..models import SavedSimulation
from ..simulation import simulate

_READS_PER_HOUR = 300
_KEPT_PER_HOUR = 10
# A guess has one chance in 10^14: twenty an hour are for slips of the finger.
_CODES_PER_HOUR = 20
_SENT_PER_HOUR = 10


def _result(answers: dict, on: dt.date) -> dict:
    """The aids under the rules of a day, with those the territory published."""
    return simulate(answers, on=on, local_aids=rules_on(on).local_aids)


def answered(request, form: AidsForm) -> dict:
    """What a page of the simulator shows; the result when the answers can be read."""
    context = {"form": form, "communes": served()}
    if form.is_bound and form.is_valid():
        query = urlencode(form.plain(), doseq=True)
        context |= {"result": _result(form.cleaned_data, timezone.localdate()), "query": query}
    return context


def _too_often(request, name: str, per_hour: int):
    """The page that asks to wait, or None."""
    if allowed(name, visitor_of(request), per_hour=per_hour):
        return None
    return render(request, "429.html", status=429)


@require_safe
@public
@same_for_all()
def aids(request):
    """Ten questions, then every aid with its reason: nothing is kept, the answers are in the address."""
    if request.GET and (refused := _too_often(request, "aids", _READS_PER_HOUR)):
        return refused
    form = AidsForm(request.GET or None, territory=request.territory)
    context = answered(request, form) | {"keep_form": KeepForm()}
    return render(request, "portal/aids.html", context, status=422 if form.errors else 200)


@require_POST
@public
def keep(request):
    """Keep the answers under a code."""
    form, keep_form = AidsForm(request.GET, territory=request.territory), KeepForm(request.POST)
    if not form.is_valid() or not keep_form.is_valid():
        context = answered(request, form) | {"keep_form": keep_form}
        return render(request, "portal/aids.html", context, status=422)
    if refused := _too_often(request, "simulation-keep", _KEPT_PER_HOUR):
        return refused
    code = actions.keep_simulation(
        actor=request.actor, answers=form.plain(), email=keep_form.cleaned_data["email"].lower()
    )
    return redirect("portal:simulation", code=code)


@require_http_methods(["GET", "POST"])
@public
def resume(request):
    """Type the code; an unknown, foreign or old one gets the same sentence."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and (refused := _too_often(request, "simulation-code", _CODES_PER_HOUR)):
        return refused
    if request.method == "POST" and form.is_valid():
        code = actions.resume_simulation(actor=request.actor, typed=form.cleaned_data["code"])
        if code:
            return redirect("portal:simulation", code=code)
        form.add_error("code", "Ce code n’existe pas ici, ou il n’est plus valable. Vérifiez-le, ou recommencez.")
    return render(request, "portal/resume.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@public
def kept(request, code):
    """The simulation behind a code, recomputed with the rules of today."""
    if refused := _too_often(request, "simulation-code", _CODES_PER_HOUR):
        return refused
    plain = normal(code)
    if not plain:
        raise Http404
    row = get_object_or_404(SavedSimulation.objects.in_force(), code_key=key_of(plain))
    form = AidsForm.again(row.answers, territory=request.territory)
    context = answered(request, form) | {"kept": row, "code": written(plain)}
    return render(request, "portal/aids.html", context)


@require_http_methods(["GET", "POST"])
@public
def send(request):
    """Who to call back, with the simulation: opens a case, as the call-back form does."""
    answers = AidsForm(request.GET, territory=request.territory)
    if not answers.is_valid():
        return redirect("portal:aids")
    initial = {name: request.GET.get(name, "") for name in ("commune", "home_kind", "occupancy")}
    form = SendForm(request.POST or None, initial=initial, territory=request.territory)
    if request.method == "POST" and form.is_valid():
        if form.is_robot:
            return redirect("portal:callback_done")
        if refused := _too_often(request, "callback", _SENT_PER_HOUR):
            return refused
        try:
            actions.send_simulation(actor=request.actor, asked=form.cleaned_data, answers=answers.plain())
        except actions.NobodyInCharge as error:
            form.add_error("commune", str(error))
        else:
            return redirect("portal:callback_done")
    result = _result(answers.cleaned_data, timezone.localdate())
    context = {"form": form, "communes": served(), "result": result}
    return render(request, "portal/send.html", context, status=422 if form.errors else 200)


@require_safe
@for_roles(*DESK_ROLES)
def of_case(request, case_id):
    """The same screen as the household's, in its case, with the rules of the day it was sent."""
    case = find_case(request, case_id)
    sent = case.simulations.first()
    context = case_context(request, case, "portal:case_simulation") | {"sent": sent}
    if sent:
        form = AidsForm.again(sent.answers, territory=request.territory)
        form.is_valid()
        context |= {"result": _result(form.cleaned_data, sent.made_on), "answers": form.told()}
    return render(request, "portal/case_simulation.html", context)
