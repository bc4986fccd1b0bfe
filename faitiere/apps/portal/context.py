"""The portal's menu, given to every page a visitor reads."""

from django.conf import settings
from django.urls import reverse

from .models import ArticleIndexPage


def portal_menu(request) -> dict:
    """Lines of the public menu, with the current one marked; empty outside a territory."""
    site = getattr(request, "_wagtail_site", None)
    if site is None:
        return {}
    lines = [("Accueil", "/"), ("Trouver mon conseiller", reverse("portal:finder"))]
    lines += [("Mes aides", reverse("portal:aids"))]
    lines += [(label, reverse(name)) for label, name in settings.PORTAL_MENU]
    news = ArticleIndexPage.objects.live().descendant_of(site.root_page).order_by("path").first()
    if news:
        lines.append((news.title, news.get_url(request)))
    lines.append(("Être rappelé", reverse("portal:callback")))
    return {"portal_nav": [{"label": label, "url": url, "current": request.path == url} for label, url in lines]}
