"""Who may edit the pages of a portal: groups of the territory, nobody else's, and the way from draft to public."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from faitiere.apps.audit.actions import record

from ..enums import EditorLevel
from ..models import Editor, TerritorySite
from ..permissions import editing_level
from ..readers import RESERVED_FILES
from .library import NATIONAL, library, national_collection

_PAGES = {
    EditorLevel.WRITES: ["add_page", "change_page"],
    EditorLevel.PUBLISHES: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
}
_FILES = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]
_CHOOSE = ["choose_image", "choose_document"]


def _permissions(codenames: list[str]):
    return Permission.objects.filter(
        codename__in=codenames, content_type__app_label__in=["wagtailcore", "wagtailimages", "wagtaildocs"]
    )


def _group(name: str, *, page, collections: dict) -> tuple[Group, bool]:
    """A group that may edit a page and what is below, with files of its collections; made when missing."""
    level = EditorLevel.WRITES if name.endswith(":redaction") else EditorLevel.PUBLISHES
    group, created = Group.objects.get_or_create(name=name)
    if created:
        group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
        for permission in _permissions(_PAGES[level]).filter(content_type__model="page"):
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
        for collection, codenames in collections.items():
            for permission in _permissions(codenames):
                GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return group, created


def _collection_of(link: TerritorySite) -> Collection:
    """Where the territory's pictures and documents are; below it, one for each audience that is not everyone."""
    if link.collection is None:
        root = Collection.get_first_root_node() or Collection.add_root(name="Root")
        link.collection = root.add_child(name=f"Portail de {link.territory.name}")
        link.save(update_fields=["collection"])
    there = set(link.collection.get_children().values_list("name", flat=True))
    for name in RESERVED_FILES:
        if name not in there:
            link.collection.add_child(name=name)
    return link.collection


@transaction.atomic
def editors_of(territory, level: str = EditorLevel.PUBLISHES) -> Group:
    """The group of a territory at this level, and nobody else's; made with its workflow when missing."""
    link = TerritorySite.objects.select_related("site__root_page", "territory", "collection").get(territory=territory)
    home = link.site.root_page
    collections = {_collection_of(link): _FILES, national_collection(): _CHOOSE}
    publishers, created = _group(f"portail:{territory.slug}", page=home, collections=collections)
    if created:
        _open_workflow(territory, home, publishers)
    if level == EditorLevel.PUBLISHES:
        return publishers
    return _group(f"portail:{territory.slug}:redaction", page=home, collections=collections)[0]


def _open_workflow(territory, home, publishers: Group) -> None:
    """What a writer submits waits for somebody who publishes in the same territory."""
    task = GroupApprovalTask.objects.create(name=f"Relecture, {territory.name}")
    task.groups.add(publishers)
    workflow = Workflow.objects.create(name=f"Relecture du portail, {territory.name}")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})


def _national_editors() -> Group:
    return _group(f"portail:{NATIONAL}", page=library(), collections={national_collection(): _FILES})[0]


def _belongs(group: Group, user, wanted: bool) -> None:
    if group.user_set.filter(pk=user.pk).exists() != wanted:
        (group.user_set.add if wanted else group.user_set.remove)(user)


@transaction.atomic
def follow_editor_role(*, actor) -> None:
    """Give or take the right to edit pages, as the actor's roles here are today."""
    if actor.user is None or not TerritorySite.objects.filter(territory=actor.territory).exists():
        return
    level = editing_level(actor)
    for one in EditorLevel.values:
        _belongs(editors_of(actor.territory, one), actor.user, level == one)
    _belongs(_national_editors(), actor.user, actor.is_platform_admin and not actor.behind)


@transaction.atomic
def give_editing(*, actor, user, level: str) -> Editor:
    """Let somebody of the guichet write pages, or write and publish them."""
    editor, _created = Editor.objects.update_or_create(user=user, defaults={"level": level})
    record(actor=actor, verb="portal.editor_given", target=editor, level=level)
    return editor


@transaction.atomic
def take_editing(*, actor, editor: Editor) -> None:
    """Take the right back, at once."""
    record(actor=actor, verb="portal.editor_taken", target=editor)
    _leave_groups(actor.territory, editor.user)
    editor.delete()


def end_editing(*, actor, user) -> None:
    """The access of somebody ends: so does the right to write pages (named in `settings.ACCESS_ENDERS`)."""
    Editor.objects.filter(user=user).delete()
    _leave_groups(actor.territory, user)


def _leave_groups(territory, user) -> None:
    names = [f"portail:{territory.slug}", f"portail:{territory.slug}:redaction"]
    user.groups.remove(*Group.objects.filter(name__in=names))
