"""The only writers of reviews, their lines, thresholds, candidate tables and letters."""

from .asking import ask_watch, cancel, rehearse_aid, rehearse_dates, rehearse_parameters
from .letters import send_letters
from .running import run
from .settings import save_parameters, set_threshold

__all__ = [
    "ask_watch",
    "cancel",
    "rehearse_aid",
    "rehearse_dates",
    "rehearse_parameters",
    "run",
    "save_parameters",
    "send_letters",
    "set_threshold",
]
