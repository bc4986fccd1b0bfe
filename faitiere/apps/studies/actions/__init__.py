"""The only writers of studies, scenarios, prices and reports."""

from .best import keep_bundle
from .bills import file_balance
from .follow_up import file_follow_up
from .prices import set_price
from .reports import print_report, save_advice, send_report
from .scenarios import choose, delete_scenario, duplicate_scenario, save_scenario
from .studies import Facts, compute, copy_study, create_study, save_facts, set_plan_choices

__all__ = [
    "Facts",
    "choose",
    "compute",
    "copy_study",
    "create_study",
    "delete_scenario",
    "duplicate_scenario",
    "file_balance",
    "file_follow_up",
    "keep_bundle",
    "print_report",
    "save_advice",
    "save_facts",
    "save_scenario",
    "send_report",
    "set_plan_choices",
    "set_price",
]
