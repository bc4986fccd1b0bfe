from django.db import models


class CaseStatus(models.TextChoices):
    OPEN = "open", "En cours"
    PAUSED = "paused", "En pause"
    CLOSED = "closed", "Clos"
    ARCHIVED = "archived", "Archivé"


class CaseOrigin(models.TextChoices):
    PHONE = "phone", "Appel"
    PORTAL = "portal", "Portail"
    VISIT = "visit", "Passage au guichet"
    PARTNER = "partner", "Partenaire"


class ParticipantRole(models.TextChoices):
    OWNER = "owner", "Propriétaire"
    TENANT = "tenant", "Locataire"
    RELATIVE = "relative", "Proche"
    ARCHITECT = "architect", "Maître d'œuvre"
    PRESIDENT = "president", "Présidence du conseil syndical"
    COUNCIL = "council", "Conseil syndical"
    REFERENT = "referent", "Référent énergie"
    SYNDIC = "syndic", "Syndic"
    OTHER = "other", "Autre"


class GuestRole(models.TextChoices):
    """What somebody let in by the household is to it."""

    RELATIVE = "relative", "Un proche"
    CO_OWNER = "co_owner", "Un copropriétaire"
    COUNCIL = "council", "Un membre du conseil syndical"
    ARCHITECT = "architect", "Un architecte ou un maître d'œuvre"
    PROFESSIONAL = "professional", "Une entreprise"
    SYNDIC = "syndic", "Le syndic"
    OTHER = "other", "Quelqu'un d'autre"


class GuestRight(models.TextChoices):
    """What the household opens to a guest, beside where the project stands."""

    DOCUMENTS = "documents", "Lire les documents, comptes-rendus compris"
    PLAN = "plan", "Lire les scénarios, le montant des aides et le plan de financement"
    SHEET = "sheet", "Lire la fiche du logement"
    MESSAGES = "messages", "Lire les messages et en écrire"


class LetterKind(models.TextChoices):
    """Why something leaves by post."""

    MESSAGE = "message", "Message"
    REPORT = "report", "Compte-rendu"
    INVITATION = "invitation", "Invitation"
    RELANCE = "relance", "Relance"
    REMINDER = "reminder", "Rappel de rendez-vous"


class EntryKind(models.TextChoices):
    NOTE = "note", "Note"
    CALL = "call", "Appel"
    MAIL = "mail", "Courriel"
    MESSAGE = "message", "Message"
    MEETING = "meeting", "Rendez-vous"
    DOCUMENT = "document", "Document"
    STAGE = "stage", "Étape"
    STUDY = "study", "Étude"
    ACT = "act", "Acte"
    CREATED = "created", "Ouverture"


# Kinds of entry in which the desk and the household spoke to each other.
CONTACTS = (EntryKind.CALL, EntryKind.MAIL, EntryKind.MESSAGE, EntryKind.MEETING)


class Visibility(models.TextChoices):
    INTERNAL = "internal", "Interne"
    SHARED = "shared", "Vu par le ménage"


class TaskKind(models.TextChoices):
    TASK = "task", "Tâche"
    REMINDER = "reminder", "Rappel"
    RELANCE = "relance", "Relance"


class DocumentCategory(models.TextChoices):
    REPORT = "report", "Compte-rendu"
    DPE = "dpe", "DPE et audits"
    QUOTE = "quote", "Devis"
    INVOICE = "invoice", "Factures"
    INCOME = "income", "Avis d'impôt"
    PHOTO = "photo", "Photos"
    OTHER = "other", "Autres"


class BulkVerb(models.TextChoices):
    ASSIGN = "assign", "Confier à un conseiller"
    TAG = "tag", "Ajouter une étiquette"
    UNTAG = "untag", "Retirer une étiquette"
    TASK = "task", "Ajouter une tâche"
    STAGE = "stage", "Changer l'étape"
    MESSAGE = "message", "Écrire aux ménages"
    ARCHIVE = "archive", "Archiver"


class BulkState(models.TextChoices):
    DRAFT = "draft", "À confirmer"
    RUNNING = "running", "En cours"
    STOPPED = "stopped", "Arrêtée"
    DONE = "done", "Terminée"
    UNDOING = "undoing", "Annulation en cours"
    UNDONE = "undone", "Annulée"


class ItemState(models.TextChoices):
    WAITING = "waiting", "En attente"
    DONE = "done", "Fait"
    SKIPPED = "skipped", "Laissé de côté"
    UNDONE = "undone", "Annulé"
    KEPT = "kept", "Non annulé"


class TaskOutcome(models.TextChoices):
    """What became of a task that does something by itself."""

    SENT = "sent", "Envoyée"
    MOVED = "moved", "Inutile : le dossier a bougé"
    BLOCKED = "blocked", "Pas partie"


class TemplateKind(models.TextChoices):
    MESSAGE = "message", "Message"
    RELANCE = "relance", "Relance"


class MailFate(models.TextChoices):
    FILED = "filed", "Classé dans le dossier"
    QUARANTINE = "quarantine", "À vérifier"
    REJECTED = "rejected", "Écarté"
