"""Forms of the desk: plain fields, choices filled for the actor, sentences that say what to do."""

from .bulk import BULK_FORMS
from .documents import DocumentForm
from .follow_up import AdvisorForm, NextStepForm, OrganisationForm, ReasonForm, StageForm
from .opening import NewCaseForm
from .people import ParticipantForm, RoleForm
from .portfolio import SavedFilterForm
from .timeline import ComposerForm, PinForm, RelanceForm, TaskForm

__all__ = [
    "BULK_FORMS",
    "AdvisorForm",
    "ComposerForm",
    "DocumentForm",
    "NewCaseForm",
    "NextStepForm",
    "OrganisationForm",
    "ParticipantForm",
    "PinForm",
    "ReasonForm",
    "RelanceForm",
    "RoleForm",
    "SavedFilterForm",
    "StageForm",
    "TaskForm",
]
