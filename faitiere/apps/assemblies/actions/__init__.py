"""The only writers of this app. Permission on the case is checked by the view that found it."""

from .again import call_again
from .back_planning import add_meeting_tasks
from .lots import import_lots, remove_lot, sell_lot
from .meetings import (
    add_resolution,
    change_meeting,
    change_resolution,
    move_resolution,
    open_second_vote,
    plan_meeting,
    record_attendance,
    record_intentions,
    record_votes,
    remove_resolution,
)
from .members import NewMember, invite_member, withdraw_member
from .owners import erase_intention, erase_owner_facts, save_owner_facts, say_intention
from .scenario import follow_scenario, link_works, vote_works

__all__ = [
    "NewMember",
    "add_meeting_tasks",
    "add_resolution",
    "call_again",
    "change_meeting",
    "change_resolution",
    "erase_intention",
    "erase_owner_facts",
    "follow_scenario",
    "import_lots",
    "invite_member",
    "link_works",
    "move_resolution",
    "open_second_vote",
    "plan_meeting",
    "record_attendance",
    "record_intentions",
    "record_votes",
    "remove_lot",
    "remove_resolution",
    "save_owner_facts",
    "say_intention",
    "sell_lot",
    "vote_works",
    "withdraw_member",
]
