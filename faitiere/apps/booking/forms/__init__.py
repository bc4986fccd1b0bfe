"""Forms of the public booking, of the desk and of the settings."""

from .desk import CaseChoiceForm, FreeForm, WhereForm
from .public import IdentityForm, QuestionsForm, StartForm, WaitingForm
from .setting import AbsenceForm, DayForm, OpeningForm, PeerForm, PlaceForm, QuestionForm, ReasonForm, RulesForm

__all__ = [
    "AbsenceForm",
    "CaseChoiceForm",
    "DayForm",
    "FreeForm",
    "IdentityForm",
    "OpeningForm",
    "PeerForm",
    "PlaceForm",
    "QuestionForm",
    "QuestionsForm",
    "ReasonForm",
    "RulesForm",
    "StartForm",
    "WaitingForm",
    "WhereForm",
]
