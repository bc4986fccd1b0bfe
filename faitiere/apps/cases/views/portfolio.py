"""The portfolio as a list: filters, tabs, columns, exports."""

from django.contrib import messages
from django.http import FileResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.audit.actions import record
from faitiere.apps.search.finding import respelt
from faitiere.apps.territories.models import Organisation
from faitiere.lib import spreadsheets
from faitiere.lib.access import for_roles

from .. import actions
from ..actions.finding import FOUND_AS
from ..enums import BulkVerb
from ..forms import SavedFilterForm
from ..models import ChosenColumns, SavedFilter
from ..permissions import visible_to
from ..portfolio import columns, filters, tabs
from ..portfolio.exporting import exported
from ..portfolio.offered import fields_of
from ..portfolio.paging import END, SORTS, page_of

LIST = "cases:list"


def read_query(request) -> filters.Asked:
    """The filters of the address."""
    return filters.read(request.GET, sorts=SORTS)


def _chosen(actor) -> list[columns.Column]:
    keys = ChosenColumns.objects.filter(user_id=actor.user_id).values_list("keys", flat=True).first()
    return columns.chosen(keys or ())


def _moved(request, **changes) -> str:
    """The address of another page of the same list; "" when there is none."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("avant", None)
    (key, mark), *_ = changes.items()
    if not mark:
        return ""
    query[key] = mark
    return f"?{query.urlencode()}"


def _lines(page, shown, actor) -> SafeString:
    """The rows of the table."""
    seen = columns.Seen(timezone.localdate(), actor.organisation_ids, reverse(LIST))
    return mark_safe("\n".join(columns.line_of(row, shown, seen) for row in columns.with_tags(page.rows, shown)))


def _tabs(request, seen, query) -> list[tabs.Tab]:
    """The tabs; with their counters when the address asks for them, as a browser without JavaScript does."""
    plain = tabs.tabs_of(request.actor, query)
    return tabs.counted(plain, seen, actor=request.actor) if "compteurs" in request.GET else plain


@require_safe
@for_roles(*DESK_ROLES)
def case_list(request):
    """The portfolio. The whole number of a case typed in the search opens it."""
    seen, asked = visible_to(request.actor), read_query(request)
    if asked.text and (exact := seen.filter(number=asked.text).values_list("pk", flat=True).first()):
        return redirect("cases:timeline", exact)
    shown = _chosen(request.actor)
    page = page_of(filters.matching(seen, asked, actor=request.actor), asked, columns.fields_of(shown))
    query = filters.meaning_of(request.GET)
    alone = not (page.next_mark or page.previous_mark)
    context = {
        "asked": asked,
        "rows": page.rows,
        "lines": _lines(page, shown, request.actor),
        "columns": shown,
        "total": len(page.rows) if alone else None,
        "tabs": _tabs(request, seen, query),
        "tags": filters.tags_of(request.GET, asked),
        "query": query,
        "near": "" if page.rows or not asked.text else respelt(asked.text, kinds=[FOUND_AS]),
        "pages": {
            "first": page.previous_mark and f"?{query}",
            "previous": _moved(request, avant=page.previous_mark),
            "next": _moved(request, page=page.next_mark),
            "last": page.next_mark and _moved(request, avant=END),
        },
        "verbs": BulkVerb.choices,
        "view": LIST,
    }
    return render(request, "cases/list.html", context)


@require_safe
@for_roles(*DESK_ROLES)
def list_counters(request):
    """The tabs with their counters and the size of the list: asked for by the page once it is shown."""
    seen, query = visible_to(request.actor), filters.meaning_of(request.GET)
    found = filters.matching(seen, read_query(request), actor=request.actor)
    counted = tabs.counted(tabs.tabs_of(request.actor, query), seen, actor=request.actor)
    total = next((one.count for one in counted if one.current), None)
    context = {"tabs": counted, "total": found.count() if total is None else total, "query": query, "counted": True}
    return render(request, "cases/list_tabs.html", context)


@require_safe
@for_roles(*DESK_ROLES)
def list_filters(request):
    """The form of the filters: a fragment inside the list, a page of its own without JavaScript."""
    asked = read_query(request)
    fields = fields_of(filters.all_filters().values(), asked, request.actor)
    page = "cases/list_filters.html" if request.htmx else "cases/list_filters_page.html"
    back = request.GET.get("vue", LIST)
    action = reverse(back if back in {LIST, "cases:board", "cases:map"} else LIST)
    return render(request, page, {"fields": fields, "asked": asked, "action": action})


@require_safe
@for_roles(*DESK_ROLES)
def list_columns(request):
    """Which columns to show; where to save the filter."""
    keys = [one.key for one in _chosen(request.actor)]
    page = "cases/list_columns.html" if request.htmx else "cases/list_columns_page.html"
    query, mine = filters.meaning_of(request.GET), SavedFilter.objects.filter(owner_id=request.actor.user_id)
    return render(request, page, {"all": columns.COLUMNS.values(), "keys": keys, "query": query, "mine": mine})


def back_to_list(request) -> str:
    """The list with the filters it had, read from the form and cleaned."""
    query = filters.meaning_of(QueryDict(request.POST.get("filtre", "")[:1000]))
    return f"{reverse(LIST)}?{query}" if query else reverse(LIST)


@require_POST
@for_roles(*DESK_ROLES)
def columns_choose(request):
    """Keep the columns; unknown ones are left out, none means the usual ones."""
    keys = [key for key in columns.COLUMNS if key in request.POST.getlist("colonne")]
    actions.choose_columns(actor=request.actor, keys=keys)
    messages.success(request, "Colonnes enregistrées." if keys else "Les colonnes habituelles sont de retour.")
    return redirect(back_to_list(request))


@require_POST
@for_roles(*DESK_ROLES)
def filter_save(request):
    """Keep the filter on screen as a tab."""
    form = SavedFilterForm(request.POST)
    back = back_to_list(request)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(back)
    team = (
        Organisation.objects.filter(pk=request.actor.organisation_id).first() if form.cleaned_data["shared"] else None
    )
    query = back.partition("?")[2]
    kept = actions.save_filter(actor=request.actor, name=form.cleaned_data["name"], query=query, organisation=team)
    messages.success(request, f"Filtre enregistré : {kept.name}.")
    return redirect(back)


@require_POST
@for_roles(*DESK_ROLES)
def filter_forget(request, filter_id):
    """Remove one of one's own tabs."""
    kept = get_object_or_404(SavedFilter, pk=filter_id, owner_id=request.actor.user_id)
    actions.forget_filter(actor=request.actor, kept=kept)
    messages.success(request, f"Onglet retiré : {kept.name}.")
    return redirect(LIST)


def export_answer(request, cases, kind: str):
    """The file of these cases, with the columns on screen; written in the journal."""
    shown = [columns.NAME, *_chosen(request.actor)]
    titles = ["Numéro", *(column.label for column in shown)]
    record(actor=request.actor, verb="cases.exported", kind=kind, cases=cases.count())
    rows = exported(cases, shown)
    name = f"dossiers-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        file = spreadsheets.xlsx_file(titles, rows)
        return FileResponse(file, as_attachment=True, filename=name, content_type=spreadsheets.XLSX)
    answer = StreamingHttpResponse(spreadsheets.csv_lines(titles, rows), content_type=spreadsheets.CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@for_roles(*DESK_ROLES)
def list_export(request):
    """Every case of the filter as CSV or XLSX."""
    found = filters.matching(visible_to(request.actor), read_query(request), actor=request.actor)
    return export_answer(request, found, "xlsx" if request.GET.get("format") == "xlsx" else "csv")
