from .changes import changes, threshold, watch
from .letters import letter
from .parameters import parameters, parameters_new, try_parameters
from .progress import cancel, progress
from .rehearsals import rehearsal, rehearsals, try_aid

__all__ = [
    "cancel",
    "changes",
    "letter",
    "parameters",
    "parameters_new",
    "progress",
    "rehearsal",
    "rehearsals",
    "threshold",
    "try_aid",
    "try_parameters",
    "watch",
]
