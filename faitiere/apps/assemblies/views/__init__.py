from .meetings import (
    attendance,
    hypothesis,
    intentions,
    meeting,
    meeting_edit,
    meetings,
    resolution,
    resolution_add,
    resolution_remove,
    second_vote,
    votes,
)
from .owners import funding, owner_facts_erase, owner_invite, owner_plan, owner_sheets, plans
from .papers import attendance_list, postal_ballots
from .scenario import scenario_follow, works_vote
from .site import diagnosis_add, diagnosis_remove, key_edit, lot_edit, lots_import, lots_preview, site, site_edit

__all__ = [
    "attendance",
    "attendance_list",
    "diagnosis_add",
    "diagnosis_remove",
    "funding",
    "hypothesis",
    "intentions",
    "key_edit",
    "lot_edit",
    "lots_import",
    "lots_preview",
    "meeting",
    "meeting_edit",
    "meetings",
    "owner_facts_erase",
    "owner_invite",
    "owner_plan",
    "owner_sheets",
    "plans",
    "postal_ballots",
    "resolution",
    "resolution_add",
    "resolution_remove",
    "scenario_follow",
    "second_vote",
    "site",
    "site_edit",
    "votes",
    "works_vote",
]
