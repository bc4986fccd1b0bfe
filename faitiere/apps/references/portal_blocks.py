"""The latest references, as a block an editor puts on a page. Importable before the models are ready."""

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
