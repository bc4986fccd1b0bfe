"""Which works are tried together: groups of the catalogue whose choices replace each other, the heaviest first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from faitiere.engines.energy import works
from faitiere.engines.energy.works.catalogue import CatalogueEntry

# At most so many bundles: what one home computes well under the two seconds of the screen.
MOST = 24_000
# The heaviest on energy and on money first: what does not fit is said, and can be added to the scenario by hand.
ORDER = (
    "murs",
    "toiture",
    "plancher",
    "menuiseries",
    "eau_chaude",
    "ventilation",
    "regulation",
    "chauffage",
    "solaire",
)
MAIN = ORDER[: ORDER.index("regulation")]
SYSTEMS = ("chauffage", "eau_chaude", "regulation", "solaire")
# What a household may want to keep: key → (words, the works it rules out).
KEPT: Mapping[str, tuple[str, frozenset[str]]] = {
    "facade": ("La façade : pas d’isolation par l’extérieur", frozenset({"mur_ite"})),
    "interieur": ("Les murs intérieurs : pas de doublage", frozenset({"mur_iti"})),
    "menuiseries": ("Les fenêtres et les portes", frozenset()),
    "ventilation": ("La ventilation", frozenset()),
    "chauffage": ("La chaudière ou le chauffage", frozenset()),
    "eau_chaude": ("La production d’eau chaude", frozenset()),
}


@dataclass(frozen=True)
class Chosen:
    """Groups to search (first choice: nothing), works left out of the search, works nobody priced."""

    groups: list[list[works.Work | None]]
    left_out: list[str]
    unpriced: list[str]

    @property
    def codes(self) -> list[str]:
        """Every work searched, in the order of the groups."""
        return [work.code for group in self.groups for work in group if work]


def _ruled_out(entry: CatalogueEntry, without: Collection[str]) -> bool:
    codes = frozenset().union(*(KEPT[key][1] for key in without))
    families = {key for key in without if not KEPT[key][1]}
    return entry.code in codes or entry.famille in families


def _replace_each_other(one: CatalogueEntry, other: CatalogueEntry) -> bool:
    both_heat = "chauffage" in one.remplace and "chauffage" in other.remplace
    return both_heat or other.code in one.interdit or one.code in other.interdit


def _grouped(entries: list[CatalogueEntry]) -> list[list[CatalogueEntry]]:
    """Entries together as soon as one excludes another."""
    groups: list[list[CatalogueEntry]] = []
    for entry in entries:
        linked = [group for group in groups if any(_replace_each_other(entry, other) for other in group)]
        merged = [other for group in linked for other in group] + [entry]
        groups = [group for group in groups if group not in linked] + [merged]
    return groups


def _is_main(entry: CatalogueEntry) -> bool:
    """What is added to the hot water, and replaces nothing, comes after what replaces it."""
    return entry.famille != "eau_chaude" or bool(entry.remplace)


def _weight(group: list[CatalogueEntry]) -> tuple:
    """What replaces the heating first; then what an aid pays, by family, the widest choice first."""
    heating = any("chauffage" in entry.remplace for entry in group)
    main = heating or any(entry.famille in MAIN and (entry.mpr or entry.cee) and _is_main(entry) for entry in group)
    ranks = [ORDER.index(entry.famille) if entry.famille in ORDER else len(ORDER) for entry in group]
    return not heating, not main, min(ranks), -len(group)


def choose(available: Collection[str], *, priced: Collection[str], without: Collection[str] = ()) -> Chosen:
    """The groups to search among the works possible on a home; whole groups, as many as fit."""
    possible = [entry for code, entry in works.catalogue().items() if code in available]
    wanted = [entry for entry in possible if not _ruled_out(entry, without)]
    groups: list[list[works.Work | None]] = []
    left_out: list[str] = []
    count = 1
    for group in sorted(_grouped([entry for entry in wanted if entry.code in priced]), key=_weight):
        if count * (len(group) + 1) > MOST:
            left_out += [entry.code for entry in group]
            continue
        count *= len(group) + 1
        groups.append([None, *(works.Work(entry.code) for entry in group)])
    return Chosen(groups, left_out, [entry.code for entry in wanted if entry.code not in priced])
