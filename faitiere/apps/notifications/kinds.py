"""What the desk is told, one class a notification: the list of what we send people is this file.

An instance holds the facts of one event; `actions.notify` gives it to people. `case` is a `cases.Case`, duck-typed
(notifications is below cases): only its id and its number are read here, its title only for those who may open it.
"""

from dataclasses import dataclass
from typing import ClassVar

from .enums import Delivery


@dataclass(frozen=True)
class Notification:
    """text: a few words more; path: the page it opens, the case when empty; once: told once per person for this key."""

    case: object | None = None
    text: str = ""
    path: str = ""
    once: str = ""

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""
    # What the line says, before `text`.
    sentence: ClassVar[str] = ""
    icon: ClassVar[str] = "bell"
    # Whether a person may choose never to be told.
    may_be_silenced: ClassVar[bool] = True
    default: ClassVar[str] = Delivery.DIGEST


class NewRequest(Notification):
    kind, label = "new_request", "Une nouvelle demande attend un conseiller"
    sentence, icon = "Nouvelle demande à prendre", "house"


class HouseholdMessage(Notification):
    kind, label = "household_message", "Un ménage m'écrit"
    sentence, icon = "Message du ménage", "message-square"
    may_be_silenced = False


class Mention(Notification):
    kind, label = "mention", "Un collègue me mentionne"
    sentence, icon = "Vous êtes mentionné", "user"
    may_be_silenced, default = False, Delivery.NOW


class TaskDue(Notification):
    kind, label = "task_due", "Une de mes tâches est pour aujourd'hui"
    sentence, icon = "Tâche du jour", "list-checks"
    default = Delivery.PAGE


class TaskLate(Notification):
    kind, label = "task_late", "Une de mes tâches est en retard"
    sentence, icon = "Tâche en retard", "triangle-alert"


class RelanceStopped(Notification):
    kind, label = "relance_stopped", "Une relance que j'ai préparée n'est pas partie"
    sentence, icon = "Relance non partie", "triangle-alert"
    may_be_silenced, default = False, Delivery.NOW


class MailReceived(Notification):
    kind, label = "mail_received", "Un ménage répond par courriel"
    sentence, icon = "Courriel du ménage", "mail"


class CaseAssigned(Notification):
    kind, label = "case_assigned", "On me confie un dossier"
    sentence, icon = "Dossier confié", "folder"
    may_be_silenced = False


class DocumentReceived(Notification):
    kind, label = "document_received", "Un ménage dépose un document"
    sentence, icon = "Document reçu", "file-text"


class SpaceShared(Notification):
    kind, label = "space_shared", "Un ménage partage son espace, ou retire un partage"
    sentence, icon = "Espace du ménage", "share-2"


class HomeCorrected(Notification):
    kind, label = "home_corrected", "Un ménage corrige la fiche de son logement"
    sentence, icon = "Logement corrigé par le ménage", "pencil"


class DataRightUsed(Notification):
    kind, label = "data_right", "Un ménage corrige ou fait effacer ses données"
    sentence, icon = "Droits du ménage", "shield-check"
    may_be_silenced = False


class RetentionNear(Notification):
    kind, label = "retention_near", "Un de mes dossiers arrive au terme de sa conservation"
    sentence, icon = "Conservation bientôt terminée", "clock"


class LegalAdviceAsked(Notification):
    kind, label = "legal_asked", "On demande un avis juridique"
    sentence, icon = "Avis juridique demandé", "scale"
    may_be_silenced = False


class LegalAdviceGiven(Notification):
    kind, label = "legal_given", "L'avis juridique que j'ai demandé est rendu"
    sentence, icon = "Avis juridique rendu", "scale"


class SheetToCheck(Notification):
    kind, label = "sheet_to_check", "Une fiche de site attend que je la vérifie"
    sentence, icon = "Fiche de site à vérifier", "house"


class RuleChange(Notification):
    kind, label = "rule_change", "Un prix ou une règle change sur le territoire"
    sentence, icon = "Règle changée", "calculator"


class JobFinished(Notification):
    kind, label = "job_finished", "Un import ou une tâche de fond est terminé"
    sentence, icon = "Tâche de fond terminée", "settings"


KINDS: dict[str, type[Notification]] = {
    one.kind: one
    for one in (
        NewRequest,
        HouseholdMessage,
        MailReceived,
        DocumentReceived,
        HomeCorrected,
        SpaceShared,
        DataRightUsed,
        Mention,
        CaseAssigned,
        TaskDue,
        TaskLate,
        RelanceStopped,
        LegalAdviceAsked,
        LegalAdviceGiven,
        SheetToCheck,
        RetentionNear,
        RuleChange,
        JobFinished,
    )
}
