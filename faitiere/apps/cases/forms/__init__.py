"""Forms of the desk: plain fields, choices filled for the actor, sentences that say what to do."""

from .documents import DocumentForm
from .follow_up import AdvisorForm, NextStepForm, OrganisationForm, ReasonForm, StageForm
from .handover import HandoverForm
from .opening import NewCaseForm
from .people import ParticipantForm, RoleForm
from .timeline import ComposerForm, PinForm, RelanceForm, TaskForm

__all__ = [
    "AdvisorForm",
    "ComposerForm",
    "DocumentForm",
    "HandoverForm",
    "NewCaseForm",
    "NextStepForm",
    "OrganisationForm",
    "ParticipantForm",
    "PinForm",
    "ReasonForm",
    "RelanceForm",
    "RoleForm",
    "StageForm",
    "TaskForm",
]
