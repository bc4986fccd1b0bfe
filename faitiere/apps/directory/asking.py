"""What a household needs to ask for quotes: its works in words, professionals to choose from, its open request."""

from django.http import QueryDict
from django.utils import timezone

from faitiere.apps.cases.models import Case
from faitiere.apps.studies.comparison import work_words
from faitiere.apps.studies.reading import told_scenario
from faitiere.apps.territories.enums import ProjectKind

from . import search
from .actions import Works, contact_of
from .enums import InvitationState, OrderRule
from .models import QuoteInvitation, QuoteRequest
from .reading import directory_settings
from .trades import families

_SHOWN = 15


def open_request(case: Case) -> QuoteRequest | None:
    return (
        QuoteRequest.objects.filter(case=case, withdrawn_at=None).prefetch_related("invitations__professional").first()
    )


def askable():
    """Published professionals that can be written to."""
    return search.published().exclude(email="")


def first_words(case: Case, already: QuoteRequest | None) -> dict:
    """The works of the scenario the household was told, line by line; those of the request already sent, if any."""
    if already:
        return {"works": already.works, "note": already.note}
    scenario = told_scenario(case)
    lines = scenario.result.get("cost", {}).get("lines", []) if scenario else []
    return {"works": "\n".join(f"- {work_words(line)}" for line in lines)}


def works_of(case: Case, given: dict) -> Works:
    """What professionals read before they accept: the commune, the kind of home, never the address."""
    commune = case.home.commune
    place = f"{commune.name} ({commune.first_postcode})" if commune else case.home.postcode
    return Works(given["works"], place or "commune non précisée", case.home.get_kind_display(), given["note"])


def search_for(case: Case, given: QueryDict) -> dict:
    """The search of the directory around the home, for the kind of project of the case."""
    told = given.copy()
    commune = case.home.commune
    if "lieu" not in told and commune:
        told["lieu"] = commune.pk
    condominium = case.project_kind == ProjectKind.CONDOMINIUM
    told["pour"] = search.CONDOMINIUM if condominium else search.HOUSE
    asked = search.read(told)
    setting = directory_settings()
    found = search.matching(asked).exclude(email="")
    seed = 1 + case.pk.int % 1_000_000
    rule = OrderRule(setting.order_rule)
    page = search.Pages(search.ordered(found, asked, rule=rule, seed=seed), _SHOWN).get_page(given.get("page"))
    for one in page.object_list:
        one.km = search.distance_km(one)
    return {
        "asked": asked,
        "page": page,
        "rule": search.rule_words(asked, rule),
        "families": families(setting.hidden_trades),
        "radii": search.RADII,
        "today": timezone.localdate(),
    }


def contact_for(invitation: QuoteInvitation) -> dict | None:
    """The address and the person, for the professional who accepted and as long as the request stands."""
    stands = invitation.state == InvitationState.ACCEPTED and invitation.request.withdrawn_at is None
    return contact_of(invitation.request) if stands else None
