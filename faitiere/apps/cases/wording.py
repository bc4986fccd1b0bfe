"""How a page of the desk names the people of a case: a household, or everybody in a condominium."""

from dataclasses import dataclass

from faitiere.apps.territories.enums import ProjectKind


@dataclass(frozen=True)
class Them:
    """The people of a case as a sentence needs them: subject, "to", "of"; `speaks` is who answers for them."""

    name: str
    to: str
    of: str
    speaks: str


HOUSEHOLD = Them("le ménage", "au ménage", "du ménage", "le ménage")
CONDOMINIUM = Them("la copropriété", "à la copropriété", "de la copropriété", "le conseil syndical")


def them(project_kind: str) -> Them:
    """Those of a kind of project."""
    return CONDOMINIUM if project_kind == ProjectKind.CONDOMINIUM else HOUSEHOLD
