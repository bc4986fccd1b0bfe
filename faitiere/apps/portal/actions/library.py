"""The national library: written once by the platform, used by a territory as it is or through a page of its own."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, Page

from faitiere.apps.audit.actions import record

from ..models import LibraryPage, LibraryUse, PageWords, ResourceIndexPage, ResourcePage
from ..reading import text_of, words_of
from .publishing import changed

NATIONAL = "bibliotheque"
NATIONAL_FILES = "Bibliothèque nationale"


def library() -> LibraryPage:
    """The one page above the national resources; made when missing."""
    found = LibraryPage.objects.first()
    if found:
        return found
    root = Page.objects.get(depth=1)
    page = LibraryPage(title="Bibliothèque nationale", slug=NATIONAL, locale=root.locale)
    return root.add_child(instance=page)


def national_collection() -> Collection:
    """Pictures and documents every territory may choose."""
    found = Collection.objects.filter(name=NATIONAL_FILES, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=NATIONAL_FILES)


@transaction.atomic
def lend(*, actor, page: ResourcePage, index: ResourceIndexPage) -> LibraryUse:
    """Show a national page in the territory's list, as it is."""
    use, created = LibraryUse.objects.get_or_create(
        page=page, defaults={"index": index, "read_text": text_of(page), "read_on": timezone.localdate()}
    )
    if created:
        title, text, excerpt = words_of(page)
        PageWords.objects.update_or_create(
            page=page, defaults={"title_stems": title, "stems": text, "excerpt": excerpt}
        )
        record(actor=actor, verb="library.used", target=use)
        changed(actor.territory)
    return use


@transaction.atomic
def stop_lending(*, actor, use: LibraryUse) -> None:
    """The national page is no longer shown; a page adapted from it stays, on its own from now on."""
    PageWords.objects.filter(page=use.page).delete()
    record(actor=actor, verb="library.left", target=use)
    use.delete()
    changed(actor.territory)


@transaction.atomic
def adapt(*, actor, use: LibraryUse) -> ResourcePage:
    """A page of the territory, at the same address, that starts as the national text and may then differ."""
    local = use.page.copy(to=use.index, copy_revisions=False, keep_live=True, user=actor.user)
    use.local, use.read_text, use.read_on = local, text_of(use.page), timezone.localdate()
    use.save(update_fields=["local", "read_text", "read_on"])
    PageWords.objects.filter(page=use.page).delete()
    record(actor=actor, verb="library.adapted", target=use)
    return local


@transaction.atomic
def read_again(*, actor, use: LibraryUse) -> None:
    """The local editor has read what changed in the national text."""
    use.read_text, use.read_on = text_of(use.page), timezone.localdate()
    use.save(update_fields=["read_text", "read_on"])
    record(actor=actor, verb="library.read", target=use)
