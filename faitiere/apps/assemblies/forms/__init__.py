from .meetings import (
    AttendanceForm,
    FundingForm,
    IntentionsForm,
    MeetingForm,
    OwnerFactsForm,
    ResolutionForm,
    SimulationForm,
    VotesForm,
)
from .site import DiagnosisForm, KeyForm, LotsFileForm, SiteForm

__all__ = [
    "AttendanceForm",
    "DiagnosisForm",
    "FundingForm",
    "IntentionsForm",
    "KeyForm",
    "LotsFileForm",
    "MeetingForm",
    "OwnerFactsForm",
    "ResolutionForm",
    "SimulationForm",
    "SiteForm",
    "VotesForm",
]
