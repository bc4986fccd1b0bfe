from .best import best, keep
from .home import answers, correct, dpe_file, home, upload
from .parameters import parameters
from .plan import facts, funding, plan
from .prices import prices
from .report import preview, print_, report, send
from .scenarios import begin, choose, compose, compose_new, copy, delete, duplicate, scenarios

__all__ = [
    "answers",
    "begin",
    "best",
    "choose",
    "compose",
    "compose_new",
    "copy",
    "correct",
    "delete",
    "dpe_file",
    "duplicate",
    "facts",
    "funding",
    "home",
    "keep",
    "parameters",
    "plan",
    "preview",
    "prices",
    "print_",
    "report",
    "scenarios",
    "send",
    "upload",
]
