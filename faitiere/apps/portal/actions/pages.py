"""First pages of a territory's portal."""

from django.db import transaction
from wagtail.models import Page, Site

from ..models import (
    ArticleIndexPage,
    ArticlePage,
    FaqPage,
    HomePage,
    ResourceIndexPage,
    ResourcePage,
    TerritorySite,
    TextPage,
)
from .editing import editors_of


@transaction.atomic
def open_portal(*, territory, pages: dict) -> HomePage:
    """First pages of a territory's portal: home, articles, resources, questions, legal pages; an existing one is kept.

    pages  {"title", "promise", "lead", "body": [{"type", "value"}…], "news": {...}, "articles": [...], "texts": [...],
           "resources": {"title", "lead"}, "guides": [...], "questions": {...}}, the last three optional
    """
    link = TerritorySite.objects.filter(territory=territory).select_related("site").first()
    if link:
        return link.site.root_page.specific
    root = Page.objects.get(depth=1)
    fields = {name: pages[name] for name in ("title", "promise", "lead", "body")}
    home = root.add_child(instance=HomePage(**fields, slug=territory.slug, locale=root.locale))
    site = Site.objects.create(hostname=f"{territory.slug}.portal", port=80, root_page=home, site_name=territory.name)
    TerritorySite.objects.create(territory=territory, site=site)
    editors_of(territory)
    _publish(
        home, ArticleIndexPage(**pages["news"], slug="actualites"), [ArticlePage(**one) for one in pages["articles"]]
    )
    if "resources" in pages:
        guides = [ResourcePage(**one) for one in pages.get("guides", [])]
        _publish(home, ResourceIndexPage(**pages["resources"], slug="ressources"), guides)
    if "questions" in pages:
        _publish(home, FaqPage(**pages["questions"]), [])
    for text in pages["texts"]:
        _publish(home, TextPage(**text), [])
    return home


def _publish(parent, page, below: list) -> None:
    """A page and those below it, published as an editor would."""
    for one in (page, *below):
        (parent if one is page else page).add_child(instance=one)
        one.save_revision().publish()
