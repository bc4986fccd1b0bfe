from .meetings import (
    AttendanceForm,
    FundingForm,
    IntentionsForm,
    MeetingEditForm,
    MeetingForm,
    OwnerFactsForm,
    ResolutionForm,
    SimulationForm,
    VotesForm,
)
from .scenario import WorksForm
from .site import DiagnosisForm, KeyForm, LotForm, LotsFileForm, SiteForm

__all__ = [
    "AttendanceForm",
    "DiagnosisForm",
    "FundingForm",
    "IntentionsForm",
    "KeyForm",
    "LotForm",
    "LotsFileForm",
    "MeetingEditForm",
    "MeetingForm",
    "OwnerFactsForm",
    "ResolutionForm",
    "SimulationForm",
    "SiteForm",
    "VotesForm",
    "WorksForm",
]
