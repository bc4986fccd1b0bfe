"""What Wagtail tells: pages published, taken down or moved, files changed. Each leads to one action."""

from django.db.models.signals import post_save
from wagtail.documents import get_document_model
from wagtail.signals import page_published, page_unpublished, post_page_move

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


def connect() -> None:
    page_published.connect(_published, dispatch_uid="portal published")
    page_unpublished.connect(_taken_down, dispatch_uid="portal taken down")
    post_page_move.connect(_moved, dispatch_uid="portal moved")
    for model in (PortalImage, get_document_model()):
        post_save.connect(_file_changed, sender=model, dispatch_uid=f"portal {model.__name__} changed")
