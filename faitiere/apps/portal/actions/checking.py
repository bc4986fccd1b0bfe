"""Pages that age: links that lead nowhere, texts nobody has read again."""

from collections import defaultdict

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Page

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.models import User
from faitiere.apps.accounts.permissions import holders_of
from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import queue

from ..checks import live_pages, outdated
from ..links import follow
from ..models import Editor, LinkCheck, TerritorySite
from ..reading import links_of
from .publishing import changed


def check_links(*, actor, ask=follow) -> int:
    """Follow every link of the published pages, keep those that lead nowhere; how many.

    ask  address → (state, reason), both empty when the link works; called outside any transaction
    """
    found: dict[tuple[int, str], tuple[str, str]] = {}
    known: dict[str, tuple[str, str]] = {}
    for page in live_pages(actor.territory):
        addresses, ids = links_of(page)
        for address in addresses:
            known[address] = known.get(address) or ask(address, territory=actor.territory)
            if known[address][0]:
                found[page.pk, address] = known[address]
        gone = set(ids) - set(Page.objects.live().filter(pk__in=ids).values_list("pk", flat=True))
        found |= {(page.pk, f"page {number}"): ("broken", "La page du portail n’est plus publiée") for number in gone}
    _keep(found)
    return len(found)


@transaction.atomic
def _keep(found: dict[tuple[int, str], tuple[str, str]]) -> None:
    """What was broken and works again is forgotten; what still is keeps the day it began."""
    now = timezone.now()
    for row in LinkCheck.objects.all():
        if (row.page_id, row.address) not in found:
            row.delete()
    for (page_id, address), (state, reason) in found.items():
        LinkCheck.objects.update_or_create(
            page_id=page_id, address=address[:500], defaults={"state": state, "reason": reason, "checked_at": now}
        )


@transaction.atomic
def confirm_checked(*, actor, page) -> None:
    """Somebody read the page again and finds it right today; a draft being written keeps its text and the new day."""
    today = timezone.localdate()
    type(page).objects.filter(pk=page.pk).update(checked_on=today)
    draft = page.latest_revision
    if draft:
        draft.content["checked_on"] = today.isoformat()
        draft.save(update_fields=["content"])
    record(actor=actor, verb="portal.page_checked", target=None, page=page.pk)
    changed(actor.territory)


def _editors_to_tell(page, editors: dict) -> list[User]:
    """Who wrote the page when still an editor here, else who administers the territory."""
    return [editors[page.owner_id]] if page.owner_id in editors else list(holders_of(Role.TERRITORY_ADMIN))


@transaction.atomic
def remind_editors(*, actor) -> int:
    """One mail to each editor who has pages to read again or broken links, once a month; how many mails."""
    link = TerritorySite.objects.select_for_update().get(territory=actor.territory)
    today = timezone.localdate()
    if link.reminded_on and (link.reminded_on.year, link.reminded_on.month) == (today.year, today.month):
        return 0
    people = [*holders_of(Role.TERRITORY_ADMIN), *User.objects.filter(portal_editor__in=Editor.objects.all())]
    editors = {person.pk: person for person in people}
    told = defaultdict(lambda: {"outdated": [], "links": []})
    for page in outdated(actor.territory, today):
        for person in _editors_to_tell(page, editors):
            told[person]["outdated"].append(page)
    for row in LinkCheck.objects.select_related("page"):
        for person in _editors_to_tell(row.page, editors):
            told[person]["links"].append(row)
    for person, lists in told.items():
        context = lists | {"person": person, "territory": actor.territory}
        text = render_to_string("portal/mail/pages_to_check.txt", context)
        queue(recipient=person.email, subject="Pages du portail à relire", text=text, kind="portal.checks")
    link.reminded_on = today
    link.save(update_fields=["reminded_on"])
    return len(told)
