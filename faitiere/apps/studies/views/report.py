"""Compte-rendu (T4): text and next steps, preview, printing, sending."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.lib.access import for_roles

from .. import actions
from ..forms.report import ReportForm, SendForm
from ..lookup import chosen_of, is_printed, posted, study_of
from ..report import pdf
from ..rules import Refused


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def to_report(case, study):
    return redirect("studies:report", case_id=case.pk, number=study.number)


@for_roles(*DESK_ROLES)
def report(request, case_id, number):
    """What the report will say besides the figures; saved as a draft until it is printed."""
    case = find_case(request, case_id)
    study = study_of(case, str(number))
    form = ReportForm(posted(request), initial=ReportForm.initial_of(study))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.save_advice(
                actor=request.actor, study=study, advice=given["advice"], steps=form.steps(), met_on=given["met_on"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Texte enregistré. Relisez l’aperçu, puis imprimez.")
            return to_report(case, study)
    return show(request, case, study, form=form)


def show(request, case, study, *, form=None, send_form=None):
    context = case_context(request, case, "studies:plan") | {
        "study": study,
        "scenario": chosen_of(study),
        "steps": [step | {"when": _day(step["when"])} for step in study.steps],
        "printed": is_printed(study),
        "form": form or ReportForm(initial=ReportForm.initial_of(study)),
        "send_form": send_form or SendForm(initial=SendForm.initial_of(study)),
        "recipients": [part.person for part in case.followers() if case.reaches(part.person)],
    }
    refused = (form and form.errors) or (send_form and send_form.errors)
    return render(request, "studies/report.html", context, status=422 if refused else 200)


@require_safe
@for_roles(*DESK_ROLES)
def preview(request, case_id, number):
    """The PDF as it would be printed now; nothing is filed."""
    case = find_case(request, case_id)
    study = study_of(case, str(number))
    try:
        content = pdf(study, actor=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return to_report(case, study)
    record(actor=request.actor, verb="report.previewed", target=study, case_id=case.pk)
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"apercu-{case.number}-etude-{study.number}.pdf"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@require_POST
@for_roles(*DESK_ROLES)
def print_(request, case_id, number):
    """File the PDF in the documents of the case; the study is frozen."""
    case = find_case(request, case_id)
    study = study_of(case, str(number))
    try:
        actions.print_report(actor=request.actor, study=study)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Compte-rendu rangé dans les documents et partagé. L’étude ne change plus.")
    return to_report(case, study)


@require_POST
@for_roles(*DESK_ROLES)
def send(request, case_id, number):
    """Mail the household its link to the report."""
    case = find_case(request, case_id)
    study = study_of(case, str(number))
    form = SendForm(request.POST)
    if form.is_valid():
        try:
            sent = actions.send_report(
                actor=request.actor, study=study, subject=form.cleaned_data["subject"], text=form.cleaned_data["text"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Compte-rendu envoyé à {', '.join(mail.recipient for mail in sent)}.")
            return to_report(case, study)
    return show(request, case, study, send_form=form)
