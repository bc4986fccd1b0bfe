from .funding import FundingForm
from .meetings import (
    AgainForm,
    AttendanceForm,
    IntentionsForm,
    MeetingEditForm,
    MeetingForm,
    ResolutionForm,
    SimulationForm,
    VotesForm,
)
from .owners import DeclarationForm, IntentionForm, OwnerFactsForm, OwnerInviteForm
from .scenario import WorksForm
from .site import DiagnosisForm, KeyForm, LotForm, LotsFileForm, SiteForm, TotalsForm

__all__ = [
    "AgainForm",
    "AttendanceForm",
    "DeclarationForm",
    "DiagnosisForm",
    "FundingForm",
    "IntentionForm",
    "IntentionsForm",
    "KeyForm",
    "LotForm",
    "LotsFileForm",
    "MeetingEditForm",
    "MeetingForm",
    "OwnerFactsForm",
    "OwnerInviteForm",
    "ResolutionForm",
    "SimulationForm",
    "SiteForm",
    "TotalsForm",
    "VotesForm",
    "WorksForm",
]
