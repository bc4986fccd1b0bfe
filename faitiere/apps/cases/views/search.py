from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from ..finding import Results, find

_SHORTEST = 2


@require_safe
@for_roles(*DESK_ROLES)
def search(request):
    """The one box: lines as one types (a fragment), or a page of results; what is alone to answer is opened."""
    typed = request.GET.get("q", "").strip()[:120]
    results = find(typed, actor=request.actor) if len(typed) >= _SHORTEST else Results([])
    if results.only and not request.htmx:
        return redirect(results.only.url)
    page = "cases/search_lines.html" if request.htmx else "cases/search.html"
    return render(request, page, {"typed": typed, "results": results, "enough": len(typed) >= _SHORTEST})
