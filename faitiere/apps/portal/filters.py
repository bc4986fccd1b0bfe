"""The filters of the resources: in the address, so that a list can be shared, and without a script."""

from urllib.parse import urlencode

from django.db.models import Q

from .enums import HomeKind, PathStage, ResourceKind, Theme

# Parameter of the address → (field, label, choices).
CRITERIA = {
    "logement": ("home_kind", "Votre logement", [HomeKind.HOUSE, HomeKind.CONDOMINIUM]),
    "etape": ("stage", "Où vous en êtes", list(PathStage)),
    "theme": ("theme", "Thème", list(Theme)),
    "nature": ("kind", "Format", list(ResourceKind)),
}


class Filters:
    """What the address asks for; a value nobody knows is as if it were not there."""

    def __init__(self, given):
        self.chosen = {
            name: given.get(name) for name, (_, _, choices) in CRITERIA.items() if given.get(name) in choices
        }

    def apply(self, resources):
        """The resources that match; what is for every home matches houses and condominiums."""
        for name, value in self.chosen.items():
            field = CRITERIA[name][0]
            wanted = Q(**{field: value})
            if field == "home_kind":
                wanted |= Q(home_kind=HomeKind.ANY)
            resources = resources.filter(wanted)
        return resources

    def fields(self) -> list[dict]:
        """Each criterion as a list to choose from."""
        return [
            {
                "name": name,
                "label": label,
                "options": [(one.value, one.label, self.chosen.get(name) == one) for one in choices],
            }
            for name, (_, label, choices) in CRITERIA.items()
        ]

    def tags(self) -> list[dict]:
        """Each chosen filter with the address that takes it away."""
        return [
            {
                "label": next(one.label for one in CRITERIA[name][2] if one == value),
                "without": "?" + urlencode({key: kept for key, kept in self.chosen.items() if key != name}),
            }
            for name, value in self.chosen.items()
        ]
