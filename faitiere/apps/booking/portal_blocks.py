"""The block an editor puts on a page of the portal; importable before the models are ready."""

from django.apps import apps
from wagtail import blocks


class BookingBlock(blocks.StructBlock):
    """An invitation to book, with the reasons offered."""

    title = blocks.CharBlock(label="titre", default="Prendre rendez-vous")
    text = blocks.CharBlock(
        label="texte", default="Choisissez d’abord l’heure. Vos coordonnées viennent ensuite, sans compte à créer."
    )

    class Meta:
        template = "booking/portal_block.html"
        label = "Prendre rendez-vous"
        icon = "date"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        reasons = apps.get_model("booking", "Reason").objects.filter(closed_at=None, online=True)
        return context | {"reasons": reasons.order_by("name")[:6]}
