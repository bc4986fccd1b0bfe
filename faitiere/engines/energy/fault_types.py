"""What a fault of a recorded DPE is, and what a check looks for."""

from collections.abc import Callable
from dataclasses import dataclass

from numpy.typing import NDArray

from .columns import Columns

NORMALISED, DOUBTFUL, NOTICE = "corrigé", "douteux", "signalé"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `place` where it is, `evidence` the figures, `effect` one of corrigé, douteux, signalé.

    `class_effect`: what it does to the class, a French sentence; empty until `quality_report` computed it.
    """

    code: str
    place: str
    evidence: str
    message_fr: str
    effect: str
    class_effect: str = ""


Finder = Callable[[Columns], NDArray]
Edit = Callable[[Columns, NDArray], None]


@dataclass(frozen=True, slots=True)
class Check:
    """Finds rows of a table: `found` (rows,) bool; `shown` the column given as evidence.

    `other` edits the rows found to what the file may mean (or, for a fault put right, to what it says), and
    `otherwise` names that in French: the class is computed both ways.
    """

    code: str
    table: str
    place: str
    found: Finder
    shown: str
    message_fr: str
    effect: str
    other: Edit | None = None
    otherwise: str = ""
