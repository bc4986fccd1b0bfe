from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from faitiere.lib.access import for_roles, public

from . import actions
from .fonts import font_rules
from .forms import RetentionForm
from .retention import months_kept, rules_on


@require_safe
@public
def theme(request):
    """The four colours of the territory, as CSS variables, and the font of its public pages."""
    territory = request.territory
    red, green, blue = (int(territory.brand[i : i + 2], 16) for i in (1, 3, 5))
    css = (
        f":root{{--t-brand:{territory.brand};--t-brand-soft:{territory.brand_soft};--t-accent:{territory.accent};"
        f"--t-ground:{territory.ground};--bs-link-color-rgb:{red},{green},{blue}}}"
        f"{font_rules(territory.font)}"
    )
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    # The page asks for the digest of the look: another look is another address.
    current = request.GET.get("v") == territory.look_version
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if current else "public, max-age=300"
    return response


# Written as a value: territories are below accounts, where roles are named.
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles("territory_admin")
def retention(request):
    """How long cases are kept, within the bounds of the platform."""
    today = timezone.localdate()
    form = RetentionForm(request.POST or None, rules=rules_on(today), initial=months_kept(today))
    if request.method == "POST" and form.is_valid():
        actions.set_retention(actor=request.actor, months=form.cleaned_data, since=today)
        messages.success(request, "Durées enregistrées. Elles valent dès aujourd'hui, pour tous les dossiers.")
        return redirect("territories:retention")
    return render(request, "territories/retention.html", {"form": form}, status=422 if form.errors else 200)
