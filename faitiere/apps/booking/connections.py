"""Models of what leaves the site: calendars of the advisors, text messages."""

from django.conf import settings
from django.db import models

from faitiere.lib.tenancy import TenantModel

from .enums import TextState


class CalendarFeed(TenantModel):
    """The secret address where an advisor's agenda is read by its own calendar. Only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds", verbose_name="conseiller"
    )
    token_hash = models.CharField("empreinte de l'adresse", max_length=64, unique=True)
    created_at = models.DateTimeField("créée le", auto_now_add=True)

    class Meta:
        verbose_name = "adresse d'agenda"
        verbose_name_plural = "adresses d'agenda"
        constraints = [models.UniqueConstraint(fields=["territory", "user"], name="calendar_feed_once")]


class CalendarPeer(TenantModel):
    """The advisor's own calendar on a CalDAV server: appointments are written there, busy times read."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_peers", verbose_name="conseiller"
    )
    url = models.URLField("adresse de l'agenda", max_length=300)
    username = models.CharField("identifiant", max_length=150)
    # Encrypted with the secret key of the site (see `secrets_kept`).
    password = models.TextField("mot de passe chiffré")
    synced_at = models.DateTimeField("synchronisé le", null=True, blank=True)
    problem = models.CharField("dernier problème", max_length=200, blank=True)

    class Meta:
        verbose_name = "agenda personnel relié"
        verbose_name_plural = "agendas personnels reliés"
        constraints = [models.UniqueConstraint(fields=["territory", "user"], name="calendar_peer_once")]


# Five parts of 153 characters, as networks join them: a sentence, where it takes place and two signed links.
MOST_CHARACTERS = 765


class TextMessage(TenantModel):
    """One text message (SMS), written before it is handed to the gateway."""

    recipient = models.CharField("téléphone", max_length=20)
    text = models.CharField("texte", max_length=MOST_CHARACTERS)
    person = models.ForeignKey(
        "contacts.Person", null=True, on_delete=models.CASCADE, related_name="+", verbose_name="personne"
    )
    state = models.CharField("état", max_length=6, choices=TextState, default=TextState.QUEUED)
    error = models.CharField("dernière erreur", max_length=200, blank=True)
    created_at = models.DateTimeField("écrit le", auto_now_add=True)

    class Meta:
        verbose_name = "SMS"
        verbose_name_plural = "SMS"
