import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from faitiere.lib.tenancy import TenantManager, TenantModel, TenantQuerySet

from .enums import Provider, Role


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, is_platform_admin=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. Belongs to no territory: memberships and cases give the rights."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("adresse e-mail", unique=True)
    first_name = models.CharField("prénom", max_length=100, blank=True)
    last_name = models.CharField("nom", max_length=100, blank=True)
    is_active = models.BooleanField("actif", default=True)
    is_platform_admin = models.BooleanField("administre la plateforme", default=False)
    date_joined = models.DateTimeField("inscrit le", default=timezone.now)
    # Part of what a session proves: raised, every session and reset link of the account is worth nothing.
    access_number = models.PositiveIntegerField("numéro d'accès", default=0)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "compte"

    def __str__(self):
        return self.get_full_name() or self.email

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        return self.first_name or self.email

    def _get_session_auth_hash(self, secret=None):
        proof = f"{self.password}:{self.access_number}"
        return salted_hmac("faitiere.accounts.session", proof, secret=secret, algorithm="sha256").hexdigest()

    @property
    def initials(self) -> str:
        letters = (self.first_name[:1] + self.last_name[:1]).upper()
        return letters or self.email[:1].upper()


class MembershipQuerySet(TenantQuerySet):
    def active(self, on=None):
        on = on or timezone.localdate()
        current = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        return self.filter(current, valid_from__lte=on, locked_at__isnull=True, user__is_active=True)


class Membership(TenantModel):
    """A role of a person in an organisation of a territory, between two dates."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="compte")
    organisation = models.ForeignKey(
        "territories.Organisation",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name="structure",
    )
    role = models.CharField("rôle", max_length=20, choices=Role)
    valid_from = models.DateField("depuis le", default=timezone.localdate)
    valid_to = models.DateField("jusqu'au", null=True, blank=True)
    locked_at = models.DateTimeField("verrouillé le", null=True, blank=True)

    objects = TenantManager.from_queryset(MembershipQuerySet)()

    class Meta:
        verbose_name = "rôle"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_dates_in_order",
                violation_error_message="La date de fin est avant la date de début.",
            ),
            models.UniqueConstraint(
                fields=["territory", "user", "organisation", "role", "valid_from"], name="membership_once"
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()}"

    @property
    def pk_text(self) -> str:
        """The id as text, for ids of page elements."""
        return str(self.pk)


class Invitation(TenantModel):
    """A single-use link to set a password. Only the hash of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations", verbose_name="compte")
    token_hash = models.CharField("empreinte du jeton", max_length=64, unique=True)
    next_path = models.CharField("page ouverte ensuite", max_length=200, default="/")
    created_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="invité par"
    )
    created_at = models.DateTimeField("envoyée le", auto_now_add=True)
    expires_at = models.DateTimeField("expire le")
    used_at = models.DateTimeField("utilisée le", null=True, blank=True)

    class Meta:
        verbose_name = "invitation"


class Impersonation(TenantModel):
    """Someone of the guichet looks at the screens of another account: why, and until when. Never changes anything."""

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="visits", verbose_name="par")
    seen = models.ForeignKey(User, on_delete=models.CASCADE, related_name="visits_received", verbose_name="compte vu")
    # The only case shown, when the account is a household's: cases are above, only the id is kept.
    case_id = models.UUIDField("dossier", null=True, blank=True)
    reason = models.CharField("motif", max_length=200)
    started_at = models.DateTimeField("du", default=timezone.now)
    ends_at = models.DateTimeField("au plus tard")
    ended_at = models.DateTimeField("terminée le", null=True, blank=True)

    class Meta:
        verbose_name = "visite d'un compte"
        verbose_name_plural = "visites de comptes"
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["territory", "seen", "-started_at"], name="impersonation_by_seen")]


class ExternalIdentity(models.Model):
    """An account and its number at FranceConnect or ProConnect; what they say of the person is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities", verbose_name="compte")
    provider = models.CharField("service", max_length=20, choices=Provider)
    subject = models.CharField("identifiant chez le service", max_length=255)
    linked_at = models.DateTimeField("relié le", auto_now_add=True)
    last_used_at = models.DateTimeField("dernière connexion", null=True, blank=True)

    class Meta:
        verbose_name = "connexion reliée"
        verbose_name_plural = "connexions reliées"
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="identity_opens_one_account"),
            models.UniqueConstraint(fields=["user", "provider"], name="identity_once_per_account"),
        ]
