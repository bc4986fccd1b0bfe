"""Forms of the desk: plain fields, choices filled for the actor, sentences that say what to do."""

from .calls import CallForm
from .documents import DocumentForm
from .follow_up import AdvisorForm, NextStepForm, OrganisationForm, ReasonForm, StageForm
from .inbox import ReleaseForm
from .opening import NewCaseForm
from .people import ParticipantForm, RoleForm
from .setting_up import NewStageForm, StageSetupForm, TemplateForm
from .timeline import ComposerForm, PinForm, RelanceForm, TaskForm

__all__ = [
    "AdvisorForm",
    "CallForm",
    "ComposerForm",
    "DocumentForm",
    "NewCaseForm",
    "NewStageForm",
    "NextStepForm",
    "OrganisationForm",
    "ParticipantForm",
    "PinForm",
    "ReasonForm",
    "RelanceForm",
    "ReleaseForm",
    "RoleForm",
    "StageForm",
    "StageSetupForm",
    "TaskForm",
    "TemplateForm",
]
