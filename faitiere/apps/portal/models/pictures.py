"""Pictures of the portal: described or said to be decorative, and served without what the camera wrote in them."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image, WagtailImageField, get_upload_to

from faitiere.lib.pictures import LIGHTER

# What a picture made for visitors weighs at most, in bytes: a page with its main picture stays within 150 kB.
_MOST_BYTES = 58_000


def _narrowed(size: str, part: float) -> str:
    """ "width-640" from "width-800" and 0.8; a picture cut to a shape keeps its size."""
    kind, _, width = size.partition("-")
    return f"width-{round(int(width) * part)}" if kind == "width" else size


class PortalImage(AbstractImage):
    """A picture of a territory's collection. Its file holds no metadata: see `pictures.cleaned`."""

    title = models.CharField("titre", max_length=255)
    file = WagtailImageField("fichier", upload_to=get_upload_to, width_field="width", height_field="height")
    decorative = models.BooleanField(
        "image décorative",
        default=False,
        help_text="Elle n’apporte aucune information : les lecteurs d’écran la passent.",
    )

    admin_form_fields = (*Image.admin_form_fields, "decorative")

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"
        permissions = []

    def generate_rendition_file(self, filter, *, source=None):
        """A WebP is drawn again, lower or narrower, until it is light enough for a page."""
        size, _, rest = filter.spec.partition("|")
        if "format-webp" not in rest:
            return super().generate_rendition_file(filter, source=source)
        for part, quality in LIGHTER:
            tried = Filter(spec=f"{_narrowed(size, part)}|{rest}|webpquality-{quality}")
            drawn = super().generate_rendition_file(tried, source=source)
            if drawn.size <= _MOST_BYTES:
                break
        return drawn

    @property
    def default_alt_text(self):
        """Nothing for a decorative picture: its title is never read in place of a description."""
        return "" if self.decorative else self.description


class PortalRendition(AbstractRendition):
    """A picture at the size a page shows it."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions", verbose_name="image")

    class Meta:
        verbose_name = "image à taille"
        verbose_name_plural = "images à taille"
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"),
        ]
