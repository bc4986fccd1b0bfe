"""What changes what visitors read: pages published, taken down or moved, files, rows that public pages show."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.signals import page_published, page_unpublished, post_page_move

from faitiere.lib.visitors import data_changed, written

from . import actions
from .models import PortalImage, TerritorySite


def _published(sender, instance, **_rest):
    actions.page_changed(instance)


def _taken_down(sender, instance, **_rest):
    actions.forget_page(instance)


def _moved(sender, instance, **_rest):
    if instance.live:
        actions.page_changed(instance.specific)


def _file_changed(sender, **_rest):
    """A picture or a document may be on any page of any portal."""
    for link in TerritorySite.objects.select_related("territory"):
        actions.changed(link.territory)


def _row_written(sender, instance, **_rest):
    written(sender, getattr(instance, "territory_id", None))


def _links_written(sender, instance, **_rest):
    written(type(instance), getattr(instance, "territory_id", None))


def _data_changed(sender, territory_id, **_rest):
    links = TerritorySite.objects.select_related("territory")
    for link in links if territory_id is None else links.filter(territory=territory_id):
        actions.changed(link.territory)


def connect() -> None:
    post_save.connect(_row_written, dispatch_uid="portal row saved")
    post_delete.connect(_row_written, dispatch_uid="portal row deleted")
    m2m_changed.connect(_links_written, dispatch_uid="portal links changed")
    data_changed.connect(_data_changed, dispatch_uid="portal data changed")
    page_published.connect(_published, dispatch_uid="portal published")
    page_unpublished.connect(_taken_down, dispatch_uid="portal taken down")
    post_page_move.connect(_moved, dispatch_uid="portal moved")
    for model in (PortalImage, get_document_model()):
        post_save.connect(_file_changed, sender=model, dispatch_uid=f"portal {model.__name__} changed")
