from .best import best, keep
from .bills import bill_remove, bill_year, bills, bills_file, bills_import, bills_preview, bills_report
from .follow_up import follow_up, follow_up_report
from .home import answers, correct, dpe_file, home, upload
from .parameters import parameters
from .plan import facts, funding, plan, plan_add, plan_drop, plan_keep
from .prices import prices
from .report import preview, print_, report, send
from .scenarios import begin, choose, compose, compose_new, copy, delete, duplicate, scenarios

__all__ = [
    "answers",
    "begin",
    "best",
    "bill_remove",
    "bill_year",
    "bills",
    "bills_file",
    "bills_import",
    "bills_preview",
    "bills_report",
    "choose",
    "compose",
    "compose_new",
    "copy",
    "correct",
    "delete",
    "dpe_file",
    "duplicate",
    "facts",
    "follow_up",
    "follow_up_report",
    "funding",
    "home",
    "keep",
    "parameters",
    "plan",
    "plan_add",
    "plan_drop",
    "plan_keep",
    "preview",
    "prices",
    "print_",
    "report",
    "scenarios",
    "send",
    "upload",
]
