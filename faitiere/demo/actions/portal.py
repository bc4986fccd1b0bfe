"""A demonstration portal beyond its first pages: library, resources, pictures, editors, a private page."""

import datetime as dt

from django.utils import timezone

from faitiere.apps.accounts.actors import Actor
from faitiere.apps.portal.actions import adapt, add_line, give_editing, lend, library
from faitiere.apps.portal.actions.library import national_collection
from faitiere.apps.portal.enums import Audience, EditorLevel, MenuPlace
from faitiere.apps.portal.models import ArticlePage, PortalImage, ResourceIndexPage, ResourcePage, TextPage

from ..stories import story, tags_of_articles
from .drawings import drawing

_FIELDS = ("title", "slug", "kind", "home_kind", "stage", "theme", "lead", "video_link", "transcript")


def fill_portal(setting, home, *, now: dt.datetime) -> None:
    """Resources of the territory, its own and the nation's; one page was not read again for too long."""
    told = story("guides")
    name = setting.territory.slug.split("-")[0]
    index = ResourceIndexPage.objects.descendant_of(home).get()
    for page in _national(told["national"]).values():
        _use(setting.platform, told.get(f"{name}_use", {}), page, index)
    for one in told.get(name, []):
        _publish(index, _resource(one))
    for article in ArticlePage.objects.descendant_of(home):
        article.tags.add(*tags_of_articles()[article.slug])
        article.checked_on = article.published_on
        article.save_revision().publish()
    if name == "toulouse":
        _private(setting, told["private"], home)
        old = ArticlePage.objects.descendant_of(home).order_by("published_on").first()
        old.checked_on = (now - dt.timedelta(days=400)).date()
        old.save_revision().publish()


def _publish(parent, page):
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _picture(one: dict) -> list[dict]:
    """A drawing put in the national collection, as the value of a page's picture."""
    if "picture" not in one:
        return []
    image = PortalImage(title=one["title"], description=one["alt"], file=drawing(one["picture"]))
    image.collection = national_collection()
    image.save()
    value = {"image": image.pk, "alt_text": one["alt"], "decorative": False}
    return [{"type": "picture", "value": value}]


def _resource(one: dict) -> ResourcePage:
    fields = {name: one[name] for name in _FIELDS if name in one}
    body = [{"type": "text", "value": one["html"].strip()}]
    return ResourcePage(**fields, picture=_picture(one), body=body, checked_on=timezone.localdate())


def _national(told: list[dict]) -> dict[str, ResourcePage]:
    """The national pages, written once whatever the number of territories."""
    root = library()
    known = {page.slug: page for page in ResourcePage.objects.child_of(root)}
    return known or {one["slug"]: _publish(root, _resource(one)) for one in told}


def _use(actor: Actor, told: dict, page: ResourcePage, index: ResourceIndexPage) -> None:
    """Show a national page, as it is or with a paragraph of the territory."""
    if page.slug in told.get("lend", []):
        lend(actor=actor, page=page, index=index)
    elif page.slug == told.get("adapt"):
        local = adapt(actor=actor, use=lend(actor=actor, page=page, index=index))
        local.body = [*local.body.raw_data, {"type": "text", "value": told["local"]}]
        local.save_revision().publish()


def _private(setting, told: dict, home) -> None:
    """A page for condominiums that are followed; and a colleague who writes, another who publishes."""
    body = [{"type": "text", "value": told["html"]}]
    page = TextPage(title=told["title"], slug=told["slug"], audience=Audience.CONDOMINIUMS, body=body)
    add_line(
        actor=setting.platform,
        place=MenuPlace.FOOTER,
        label="Copropriétés accompagnées",
        page=_publish(home, page),
    )
    give_editing(actor=setting.platform, user=setting.users["karim"], level=EditorLevel.WRITES)
