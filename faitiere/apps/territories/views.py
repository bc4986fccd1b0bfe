from django.http import HttpResponse
from django.views.decorators.http import require_safe

from faitiere.lib.access import public


@require_safe
@public
def theme(request):
    """The four colours of the territory, as CSS variables: the only look a territory can change."""
    territory = request.territory
    red, green, blue = (int(territory.brand[i : i + 2], 16) for i in (1, 3, 5))
    css = (
        f":root{{--t-brand:{territory.brand};--t-brand-soft:{territory.brand_soft};--t-accent:{territory.accent};"
        f"--t-ground:{territory.ground};--bs-link-color-rgb:{red},{green},{blue}}}"
    )
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
