"""Forms of the desk: plain fields, choices filled for the actor, sentences that say what to do."""

from .bulk import BULK_FORMS
from .calls import CallForm
from .documents import DocumentForm, FilingForm
from .follow_up import AdvisorForm, NextStepForm, OrganisationForm, ReasonForm, StageForm
from .handover import HandoverForm
from .homes import OtherHomeForm, TwinForm
from .inbox import ReleaseForm
from .opening import NewCaseForm
from .people import ParticipantForm, RoleForm
from .portfolio import SavedFilterForm
from .setting_up import NewStageForm, StageSetupForm, TemplateForm
from .timeline import ComposerForm, PinForm, RelanceForm, TaskChangeForm, TaskForm

__all__ = [
    "BULK_FORMS",
    "AdvisorForm",
    "CallForm",
    "ComposerForm",
    "DocumentForm",
    "FilingForm",
    "HandoverForm",
    "NewCaseForm",
    "NewStageForm",
    "NextStepForm",
    "OrganisationForm",
    "OtherHomeForm",
    "ParticipantForm",
    "PinForm",
    "ReasonForm",
    "RelanceForm",
    "ReleaseForm",
    "RoleForm",
    "SavedFilterForm",
    "StageForm",
    "StageSetupForm",
    "TaskChangeForm",
    "TaskForm",
    "TemplateForm",
    "TwinForm",
]
