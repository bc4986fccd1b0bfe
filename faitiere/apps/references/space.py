"""The card of the project space: the sheet made from the case, to agree to, to read, to withdraw."""

from faitiere.apps.cases.enums import ParticipantRole
from faitiere.apps.cases.permissions import people_of_account
from faitiere.apps.cases.space import SpaceBlock
from faitiere.apps.territories.enums import ProjectKind

from .enums import SheetStatus
from .rules import CONSENT, COUNCIL_CONSENT
from .sheet import classes_of, facts_of

# Who may speak for a home, and for a condominium.
_SPEAKERS = {
    ProjectKind.HOUSE: (ParticipantRole.OWNER,),
    ProjectKind.CONDOMINIUM: (ParticipantRole.PRESIDENT, ParticipantRole.COUNCIL, ParticipantRole.REFERENT),
}


def may_agree(actor, case) -> bool:
    """The owner of the home, or the council of the condominium; nobody in their place."""
    roles = _SPEAKERS[ProjectKind(case.project_kind)]
    return actor.behind is None and people_of_account(case, actor.user).filter(role__in=roles).exists()


def sheet_card(request, case) -> SpaceBlock | None:
    """The sheet of this case, once somebody wrote it and asks for it to be checked; a draft stays at the desk."""
    reference = case.references.select_related("commune").defer("commune__contour").first()
    if reference is None or (reference.status == SheetStatus.DRAFT and not reference.has_consent):
        return None
    words = COUNCIL_CONSENT if case.project_kind == ProjectKind.CONDOMINIUM else CONSENT
    context = {
        "reference": reference,
        "facts": facts_of(reference),
        "classes": classes_of(reference),
        "words": words,
        "speaks": may_agree(request.actor, case),
    }
    return SpaceBlock("references/space_card.html", context)
