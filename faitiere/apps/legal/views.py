from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.apps.cases.actions import let_go
from faitiere.apps.cases.drafting import sends_draft
from faitiere.apps.cases.models import CaseGuest
from faitiere.apps.cases.permissions import can_lead
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.lib.access import for_roles
from faitiere.lib.spreadsheets import csv_lines

from . import actions
from .enums import QuestionStatus
from .figures import lines_of, statistics
from .forms import AloneForm, AnswerForm, AskForm, CaseAnswerForm, ThemeForm
from .models import LegalTheme
from .nomenclature import name_taken, subjects
from .permissions import ANSWERING, MEASURING, READING, answerable_by, hides_small, questions_seen_by
from .reading import advising, answering_places, period_of, years_of

_PER_PAGE = 50


@require_safe
@for_roles(*READING)
def questions(request):
    """Questions put to us: those that wait first, then what was answered."""
    seen = questions_seen_by(request.actor).select_related("subject__parent", "case", "organisation", "asked_by")
    done = Paginator(seen.filter(status=QuestionStatus.ANSWERED).order_by("-asked_on", "pk"), _PER_PAGE)
    answerable = set(answerable_by(request.actor).values_list("pk", flat=True))
    context = {
        "waiting": seen.filter(status=QuestionStatus.ASKED).order_by("asked_on", "pk"),
        "page": done.get_page(request.GET.get("page")),
        "answerable": answerable,
        "answers": request.actor.has(*ANSWERING),
        "ready": subjects().exists(),
    }
    return render(request, "legal/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*ANSWERING)
@sends_draft
def new(request):
    """Keep a question that came by phone or at the desk, without a case."""
    form = AloneForm(request.POST or None, organisations=answering_places(request.actor))
    if request.method == "POST" and form.is_valid():
        actions.keep_question(actor=request.actor, given=form.cleaned_data)
        messages.success(request, "Question enregistrée.")
        return redirect("legal:questions")
    return render(request, "legal/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*ANSWERING)
@sends_draft
def answer(request, question_id):
    """Answer a question, or correct its answer."""
    found = answerable_by(request.actor).select_related("subject__parent", "case", "asked_by", "organisation")
    question = get_object_or_404(found, pk=question_id)
    known = {name: getattr(question, name) for name in ("answer", "minutes", "documents_given", "redirected_to")}
    form_of = CaseAnswerForm if question.case else AnswerForm
    known["subject"] = str(question.subject_id)
    form = form_of(request.POST or None, initial=known, kept=question.subject)
    if request.method == "POST" and form.is_valid():
        given, share = dict(form.cleaned_data), form.cleaned_data.get("share", False)
        given.pop("share", None)
        actions.answer(actor=request.actor, question=question, given=given, share=share)
        messages.success(request, "Réponse rangée au dossier." if question.case else "Réponse enregistrée.")
        return redirect("legal:questions")
    context = {"form": form, "question": question}
    return render(request, "legal/answer.html", context, status=422 if form.errors else 200)


def _show_case(request, case, form=None):
    guests = case.guests.filter(CaseGuest.active_on(timezone.localdate())).select_related("organisation", "asked_by")
    context = {
        "questions": case.legal_questions.select_related("subject__parent", "organisation", "asked_by", "answered_by"),
        "answerable": set(answerable_by(request.actor).filter(case=case).values_list("pk", flat=True)),
        "guests": guests,
        "leads": can_lead(request.actor, case),
        "form": form or AskForm(organisations=advising()),
    }
    status = 422 if form else 200
    return render(request, "legal/case.html", case_context(request, case, "legal:case") | context, status=status)


@require_safe
@for_roles(*DESK_ROLES)
def case_questions(request, case_id):
    """The "Juridique" tab: what was asked and answered, who was asked in."""
    return _show_case(request, find_case(request, case_id))


@require_POST
@for_roles(*DESK_ROLES)
@sends_draft
def ask(request, case_id):
    """Ask for a legal opinion: those who answer may then open the case."""
    case = find_case(request, case_id)
    if not can_lead(request.actor, case):
        raise PermissionDenied
    form = AskForm(request.POST, organisations=advising())
    if not form.is_valid():
        return _show_case(request, case, form=form)
    question = actions.ask_for_advice(actor=request.actor, case=case, asked=form.cleaned_data)
    messages.success(request, f"Avis demandé. {question.organisation.name} peut maintenant ouvrir ce dossier.")
    return redirect("legal:case", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def withdraw(request, case_id, guest_id):
    case = find_case(request, case_id)
    if not can_lead(request.actor, case):
        raise PermissionDenied
    guest = get_object_or_404(case.guests.filter(valid_to=None), pk=guest_id)
    let_go(actor=request.actor, guest=guest)
    messages.success(request, f"{guest.organisation.name} n'ouvre plus ce dossier.")
    return redirect("legal:case", case_id)


@require_safe
@for_roles(*MEASURING)
def figures(request):
    """Statistics of a period; whole years for those who only measure."""
    start, end = period_of(request.GET, whole_years=hides_small(request.actor))
    context = {
        "figures": statistics(request.actor, start, end),
        "start": start,
        "end": end,
        "years": years_of(request.actor),
        "measures_only": hides_small(request.actor),
    }
    return render(request, "legal/statistics.html", context)


@require_safe
@for_roles(*MEASURING)
def figures_file(request):
    """The same figures as a CSV file."""
    start, end = period_of(request.GET, whole_years=hides_small(request.actor))
    content = csv_lines(("Rubrique", "Ligne", "Questions"), lines_of(statistics(request.actor, start, end)))
    name = f"conseil-juridique-{start.isoformat()}-{end.isoformat()}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(b"".join(content), content_type="text/csv; charset=utf-8", headers=disposition)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def themes(request):
    """The nomenclature of the territory: themes and their subjects."""
    top = LegalTheme.objects.filter(parent=None).prefetch_related("subjects")
    form = ThemeForm(request.POST or None, themes=top)
    if request.method == "POST" and form.is_valid():
        added = actions.add_theme(actor=request.actor, **form.cleaned_data)
        messages.success(request, f"Ajouté : {added.name}.")
        return redirect("legal:themes")
    return render(request, "legal/themes.html", {"form": form, "themes": top}, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def theme_change(request, theme_id):
    """Rename, retire, or bring back."""
    theme, name = get_object_or_404(LegalTheme, pk=theme_id), request.POST.get("name", "").strip()[:100]
    if "retirer" in request.POST or "remettre" in request.POST:
        actions.retire_theme(actor=request.actor, theme=theme, back="remettre" in request.POST)
        messages.success(request, "Proposé de nouveau." if "remettre" in request.POST else "Retiré des listes.")
    elif not name or name_taken(name, theme.parent, but=theme):
        messages.warning(request, "Ce nom est vide ou existe déjà à cet endroit. Rien n'a changé.")
    else:
        actions.rename_theme(actor=request.actor, theme=theme, name=name)
        messages.success(request, "Nom enregistré.")
    return redirect("legal:themes")


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def themes_propose(request):
    added = actions.propose_themes(actor=request.actor)
    messages.success(request, f"Nomenclature proposée reprise : {added} lignes ajoutées.")
    return redirect("legal:themes")
