"""The only writers of this app. Permission on the case is checked by the view that found it."""

from .meetings import (
    add_resolution,
    change_meeting,
    change_resolution,
    open_second_vote,
    plan_meeting,
    record_attendance,
    record_intentions,
    record_votes,
    remove_resolution,
)
from .owners import save_owner_facts
from .scenario import follow_scenario, link_works, vote_works

__all__ = [
    "add_resolution",
    "change_meeting",
    "change_resolution",
    "follow_scenario",
    "link_works",
    "open_second_vote",
    "plan_meeting",
    "record_attendance",
    "record_intentions",
    "record_votes",
    "remove_resolution",
    "save_owner_facts",
    "vote_works",
]
