"""The directory as a block of the portal's pages; importable before the models are ready."""

from django.apps import apps
from wagtail import blocks

from .trades import families


class DirectoryBlock(blocks.StructBlock):
    """A search of professionals, which opens the directory."""

    title = blocks.CharBlock(label="titre", default="Trouver un professionnel")
    text = blocks.CharBlock(
        label="texte",
        required=False,
        default="Artisans, bureaux d'études et architectes, dans un ordre que personne n'achète.",
    )

    class Meta:
        template = "directory/blocks/directory.html"
        label = "Annuaire des professionnels"
        icon = "group"

    def get_context(self, value, parent_context=None):
        setting = apps.get_model("directory", "DirectorySettings").objects.first()
        shown = families(setting.hidden_trades if setting else [])
        return super().get_context(value, parent_context) | {"families": shown}
