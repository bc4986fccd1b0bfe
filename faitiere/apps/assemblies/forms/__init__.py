from .meetings import AttendanceForm, IntentionsForm, MeetingForm, ResolutionForm, SimulationForm, VotesForm
from .site import DiagnosisForm, KeyForm, LotsFileForm, SiteForm

__all__ = [
    "AttendanceForm",
    "DiagnosisForm",
    "IntentionsForm",
    "KeyForm",
    "LotsFileForm",
    "MeetingForm",
    "ResolutionForm",
    "SimulationForm",
    "SiteForm",
    "VotesForm",
]
