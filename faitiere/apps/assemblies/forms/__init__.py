from .funding import FundingForm
from .holders import OwnerForm, OwnerPersonForm, RemovalForm, SaleForm, SyndicForm
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
from .site import DiagnosisForm, KeyForm, ListForm, LotForm, LotsFileForm, SiteForm

__all__ = [
    "AgainForm",
    "AttendanceForm",
    "DeclarationForm",
    "DiagnosisForm",
    "FundingForm",
    "IntentionForm",
    "IntentionsForm",
    "KeyForm",
    "ListForm",
    "LotForm",
    "LotsFileForm",
    "MeetingEditForm",
    "MeetingForm",
    "OwnerFactsForm",
    "OwnerForm",
    "OwnerInviteForm",
    "OwnerPersonForm",
    "RemovalForm",
    "ResolutionForm",
    "SaleForm",
    "SimulationForm",
    "SiteForm",
    "SyndicForm",
    "VotesForm",
    "WorksForm",
]
