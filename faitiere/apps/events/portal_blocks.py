"""The events to come, as a block an editor puts on a page. Importable before the models are ready."""

from django.apps import apps
from wagtail import blocks


class EventsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="titre", default="Les prochains rendez-vous")
    most = blocks.IntegerBlock(label="combien au plus", default=3, min_value=1, max_value=12)

    class Meta:
        template = "events/blocks/events.html"
        label = "Prochains événements"
        icon = "date"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        rows = apps.get_model("events", "Event").objects.announced().coming().select_related("commune")
        context["events"] = rows.defer("commune__contour")[: value["most"]]
        return context
