"""What follows a page published, changed or taken down: who may read it, how it is found, pages kept for nothing."""

from django.db import transaction
from django.db.models import F
from wagtail.models import PageViewRestriction

from faitiere.lib.tenancy import territory_scope

from ..enums import Audience
from ..models import LibraryUse, PageWords, TerritorySite
from ..reading import words_of


def changed(territory) -> None:
    """What visitors of this territory read is no longer the same: no page kept until now is shown again."""
    TerritorySite.objects.filter(territory=territory).update(version=F("version") + 1)


def _sites_of(page) -> list[TerritorySite]:
    """The portals a page belongs to: its own; for a page of the library, those of the territories that use it."""
    sites = TerritorySite.objects.select_related("territory", "site__root_page")
    own = [one for one in sites if page.path.startswith(one.site.root_page.path)]
    if own:
        return own
    return [one for one in sites if _borrows(one.territory, page)]


def _borrows(territory, page) -> bool:
    with territory_scope(territory):
        return LibraryUse.objects.filter(page_id=page.pk, local=None).exists()


def _restrict(page) -> None:
    """Give the page the restriction its audience asks for; what lists pages leaves restricted ones out."""
    audience = getattr(page, "audience", Audience.EVERYONE)
    mirrored = PageViewRestriction.objects.filter(page_id=page.pk)
    if audience == Audience.EVERYONE:
        mirrored.delete()
    elif not mirrored.exists():
        PageViewRestriction.objects.create(page_id=page.pk, restriction_type=PageViewRestriction.LOGIN)


@transaction.atomic
def page_changed(page) -> None:
    """A page was published, or published again."""
    _restrict(page)
    title, text, excerpt = words_of(page)
    for one in _sites_of(page):
        with territory_scope(one.territory):
            PageWords.objects.update_or_create(
                page_id=page.pk, defaults={"title_stems": title, "stems": text, "excerpt": excerpt}
            )
        changed(one.territory)


@transaction.atomic
def forget_page(page) -> None:
    """A page was taken down, moved or deleted: it is no longer found, nor kept."""
    for one in _sites_of(page):
        with territory_scope(one.territory):
            PageWords.objects.filter(page_id=page.pk).delete()
        changed(one.territory)
