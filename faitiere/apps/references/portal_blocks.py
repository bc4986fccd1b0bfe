"""References as blocks an editor puts on a page: the latest, and their map. Importable before the models are ready."""

from django.apps import apps
from wagtail import blocks


class ReferencesBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="titre", default="Ils ont rénové près de chez vous")
    most = blocks.IntegerBlock(label="combien au plus", default=3, min_value=1, max_value=12)

    class Meta:
        template = "references/blocks/references.html"
        label = "Réalisations"
        icon = "home"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        rows = apps.get_model("references", "Reference").objects.published().select_related("commune")
        context["references"] = rows.defer("commune__contour")[: value["most"]]
        return context


class ReferencesMapBlock(blocks.StructBlock):
    """The map of every reference, which opens the catalogue: its list says the same."""

    title = blocks.CharBlock(label="titre", default="Les réalisations sur la carte")

    class Meta:
        template = "references/blocks/map.html"
        label = "Carte des réalisations"
        icon = "site"
