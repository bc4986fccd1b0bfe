"""Writers of the redirections of a territory's site: old addresses that lead to one of its pages."""

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from faitiere.apps.audit.actions import record


@transaction.atomic
def add_redirect(*, actor, site: Site, old_path: str, page=None, link: str = "") -> Redirect:
    """Send an old address of this site to one of its pages, or to a room of the portal by its address."""
    made = Redirect.add_redirect(old_path, page or link, site=site)
    record(actor=actor, verb="portal.redirect_added", target=made, path=made.old_path)
    return made


@transaction.atomic
def remove_redirect(*, actor, redirect: Redirect) -> None:
    record(actor=actor, verb="portal.redirect_removed", target=redirect, path=redirect.old_path)
    redirect.delete()
