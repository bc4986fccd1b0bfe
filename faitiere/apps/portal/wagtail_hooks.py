"""What the editor of pages gets beside what Wagtail gives."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def labels():
    """A name for the fields that Wagtail leaves without one."""
    return format_html('<script src="{}" defer></script>', static("js/editeur.js"))


@hooks.register("insert_global_admin_css")
def targets():
    """Buttons that Wagtail makes smaller than a finger."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/editeur.css"))
