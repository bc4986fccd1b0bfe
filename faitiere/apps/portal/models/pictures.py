"""Pictures of the portal: described or said to be decorative, and served without what the camera wrote in them."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image, WagtailImageField, get_upload_to


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
