"""Which audiences of the portal's pages somebody belongs to: what is shown, listed or opened is for these only."""

from faitiere.apps.cases.permissions import in_space_of
from faitiere.apps.territories.enums import ProjectKind

from .enums import Audience

# Collections of files that are not for everyone, below that of a territory, by name.
RESERVED_FILES = {
    "Réservé aux personnes connectées": Audience.SIGNED_IN,
    "Réservé aux copropriétés accompagnées": Audience.CONDOMINIUMS,
    "Réservé aux agents du guichet": Audience.STAFF,
}


def reserved_for(collection) -> str:
    """The audience a collection keeps its files for."""
    return RESERVED_FILES.get(collection.name, Audience.EVERYONE)


def may_read(actor, audience: str) -> bool:
    """Whether the actor belongs to an audience, in its own territory and nowhere else."""
    if audience == Audience.EVERYONE or actor.roles:
        return True
    if actor.user is None or audience == Audience.STAFF:
        return False
    cases = in_space_of(actor)
    if audience == Audience.CONDOMINIUMS:
        cases = cases.filter(project_kind=ProjectKind.CONDOMINIUM)
    return cases.exists()


def audiences_of(actor) -> list[str]:
    """Every audience the actor belongs to; that of everyone alone for a visitor without an account."""
    return [audience for audience in Audience.values if may_read(actor, audience)]
