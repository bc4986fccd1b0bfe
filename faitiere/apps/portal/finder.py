"""Who advises in a commune: what the finder answers to a name or a postcode."""

import re
from dataclasses import dataclass, field

from faitiere.apps.cases.communes import in_charge_of, resolve, served
from faitiere.apps.cases.rules import Refused
from faitiere.apps.territories.enums import ProjectKind
from faitiere.apps.territories.models import Commune
from faitiere.lib.text import search_key


@dataclass
class Found:
    """Answer of the finder: one commune with its organisations, several to choose from, or a sentence."""

    commune: Commune | None = None
    organisations: list[dict] = field(default_factory=list)
    choices: list[Commune] = field(default_factory=list)
    problem: str = ""


def find(text: str, *, territory) -> Found:
    """The organisations in charge of the commune meant by a name, a postcode or an INSEE code."""
    text = text.strip()[:100]
    if not text:
        return Found()
    communes = list(served())
    exact = [one for one in communes if text in (one.insee, one.name)]
    if not exact and re.fullmatch(r"\d{5}", text):
        exact = [one for one in communes if f"|{text}|" in one.postcodes]
    if not exact and len(key := search_key(text)) >= 3:
        exact = [one for one in communes if one.search_key.startswith(key)]
    if len(exact) > 1:
        return Found(choices=exact)
    try:
        commune = exact[0] if exact else resolve(text, territory=territory)
    except Refused as refusal:
        return Found(problem=str(refusal).replace("Orientez la personne vers le", "Adressez-vous au"))
    return Found(commune=commune, organisations=_organisations(commune))


def _organisations(commune: Commune) -> list[dict]:
    """Organisations in charge, each once with the kinds of project it follows."""
    lines: dict = {}
    for kind in ProjectKind:
        if organisation := in_charge_of(commune, kind):
            lines.setdefault(organisation, []).append(kind.label.lower())
    return [{"organisation": one, "kinds": " et ".join(kinds)} for one, kinds in lines.items()]
