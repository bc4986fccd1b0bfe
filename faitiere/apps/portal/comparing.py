"""The national library beside what a territory makes of it."""

import difflib
from dataclasses import dataclass

from .models import LibraryPage, LibraryUse, ResourcePage
from .reading import text_of


@dataclass(frozen=True)
class LibraryLine:
    """A national page; `use` is None while the territory does not show it."""

    page: ResourcePage
    use: LibraryUse | None

    @property
    def changed(self) -> bool:
        """Adapted here, and no longer what the local editor read."""
        return bool(self.use and self.use.local_id and self.use.read_text != text_of(self.page))


def national_pages():
    """Published pages of the library."""
    root = LibraryPage.objects.first()
    return ResourcePage.objects.live().child_of(root) if root else ResourcePage.objects.none()


def states_of_library() -> list[LibraryLine]:
    """Every published national page, those whose text changed first."""
    uses = {use.page_id: use for use in LibraryUse.objects.select_related("local")}
    lines = [LibraryLine(page, uses.get(page.pk)) for page in national_pages().order_by("title")]
    return sorted(lines, key=lambda line: not line.changed)


def compared(use: LibraryUse) -> list[tuple[str, str]]:
    """(kind, line) of the national text, then and now; kinds: same, gone, new."""
    kinds = {"  ": "same", "- ": "gone", "+ ": "new"}
    lines = difflib.ndiff(use.read_text.splitlines(), text_of(use.page).splitlines())
    return [(kinds[line[:2]], line[2:]) for line in lines if line[:2] in kinds]
