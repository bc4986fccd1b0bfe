"""Who reads a page of the portal, and who writes them."""

from wagtail.models import PageViewRestriction

from faitiere.apps.accounts.enums import Role

from .enums import EditorLevel
from .models import Editor
from .readers import may_read


def can_read_page(actor, page) -> bool:
    """A page is read by who may read it and every page above it."""
    above = PageViewRestriction.objects.filter(page__in=page.get_ancestors(inclusive=True)).select_related("page")
    return all(may_read(actor, restriction.page.specific.audience) for restriction in above)


def editing_level(actor) -> str:
    """What the actor may do with the portal's pages; empty for nothing."""
    if actor.user is None or actor.behind:
        return ""
    if actor.has(Role.TERRITORY_ADMIN):
        return EditorLevel.PUBLISHES
    if not actor.roles:
        return ""
    given = Editor.objects.filter(user=actor.user).values_list("level", flat=True).first()
    return given or ""
