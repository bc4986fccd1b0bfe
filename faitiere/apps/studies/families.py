"""French headings of the families of the catalogue, in the order shown."""

from faitiere.engines.energy.works.catalogue import CatalogueEntry, catalogue

FAMILIES = {
    "murs": "Murs",
    "toiture": "Toiture",
    "plancher": "Plancher bas",
    "menuiseries": "Fenêtres et portes",
    "ventilation": "Ventilation",
    "chauffage": "Chauffage",
    "eau_chaude": "Eau chaude",
    "regulation": "Régulation",
    "solaire": "Solaire électrique",
}


def by_family() -> list[tuple[str, list[CatalogueEntry]]]:
    """(heading, entries) in the order shown; a family without heading comes last under its own name."""
    grouped: dict[str, list[CatalogueEntry]] = {family: [] for family in FAMILIES}
    for entry in catalogue().values():
        grouped.setdefault(entry.famille, []).append(entry)
    return [
        (FAMILIES.get(family, family.replace("_", " ").capitalize()), entries)
        for family, entries in grouped.items()
        if entries
    ]
