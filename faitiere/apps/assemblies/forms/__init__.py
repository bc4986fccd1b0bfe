from .meetings import (
    AttendanceForm,
    FundingForm,
    IntentionsForm,
    MeetingEditForm,
    MeetingForm,
    ResolutionForm,
    SimulationForm,
    VotesForm,
)
from .owners import DeclarationForm, IntentionForm, OwnerFactsForm, OwnerInviteForm
from .site import DiagnosisForm, KeyForm, LotsFileForm, SiteForm

__all__ = [
    "AttendanceForm",
    "DeclarationForm",
    "DiagnosisForm",
    "FundingForm",
    "IntentionForm",
    "IntentionsForm",
    "KeyForm",
    "LotsFileForm",
    "MeetingEditForm",
    "MeetingForm",
    "OwnerFactsForm",
    "OwnerInviteForm",
    "ResolutionForm",
    "SimulationForm",
    "SiteForm",
    "VotesForm",
]
