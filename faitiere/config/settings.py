"""Settings of Faîtière, read from the environment, SQLite first; what apps plug into the shells is in shells.py."""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from .env import connect, database, env_bool, env_count, env_list, env_text, imap, origin, smtp
from .shells import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env_text("FAITIERE_VAR") or BASE_DIR / "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env_bool("DEBUG")
# The demonstration shows its mailbox, its accounts and their second factor: never set it on a real site.
DEMO = env_bool("DEMO")

SECRET_KEY = env_text("SECRET_KEY")
if not SECRET_KEY:
    if not (DEMO or DEBUG or env_bool("FAITIERE_TESTING")):
        raise ImproperlyConfigured("SECRET_KEY is required: set it to a long random text, kept secret.")
    SECRET_KEY = "demonstration-key-neither-secret-nor-for-production"

ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", ["localhost", ".localhost", "127.0.0.1", "[::1]", "0.0.0.0"])
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", [])
HTTPS = env_bool("HTTPS")
# Scheme and port of the addresses written in mails; the host is that of each territory.
PUBLIC_URL = env_text("PUBLIC_URL", "http://localhost:8000")

INSTALLED_APPS = [
    "faitiere.demo",
    "faitiere.lib",
    "faitiere.apps.portal",
    "faitiere.apps.space",
    "faitiere.apps.booking",
    "faitiere.apps.events",
    "faitiere.apps.references",
    "faitiere.apps.condominiums",
    "faitiere.apps.steering",
    "faitiere.apps.reviews",
    "faitiere.apps.directory",
    "faitiere.apps.assemblies",
    "faitiere.apps.studies",
    "faitiere.apps.local_aids",
    "faitiere.apps.legal",
    "faitiere.apps.cases",
    "faitiere.apps.buildings",
    "faitiere.apps.contacts",
    "faitiere.apps.notifications",
    "faitiere.apps.accounts",
    "faitiere.apps.territories",
    "faitiere.apps.audit",
    "faitiere.apps.search",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks_db",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # The portal's search index on PostgreSQL (full text columns); it adds nothing on SQLite.
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "faitiere.apps.territories.hosts.KnownHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "faitiere.lib.headers.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "faitiere.apps.territories.middleware.TerritoryMiddleware",
    "faitiere.apps.portal.middleware.KeptPagesMiddleware",
    "faitiere.lib.readonly.ReadOnlyGetMiddleware",
    "faitiere.apps.accounts.middleware.MembershipMiddleware",
    "faitiere.apps.accounts.middleware.ImpersonationMiddleware",
    "faitiere.apps.accounts.middleware.SignInMiddleware",
    "faitiere.apps.accounts.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "faitiere.apps.portal.middleware.PortalSiteMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "faitiere.config.urls"
WSGI_APPLICATION = "faitiere.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "faitiere" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "faitiere.apps.accounts.context.navigation",
                "faitiere.apps.notifications.context.bell",
                "faitiere.apps.portal.context.portal_menu",
            ],
        },
    }
]

DATABASES = {"default": database(env_text("DATABASE_URL", "sqlite:///"), VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    },
    # What one process may remember for a few seconds.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Jobs: in the database, run by a thread of the web process or by separate workers (`faitiere db_worker`).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
WORKER_IN_PROCESS = env_bool("WORKER_IN_PROCESS")
PERIODIC_RUNNER = "faitiere.apps.notifications.periodic.run_due"
# Name → (job, seconds between two runs). Each run is claimed by one worker only.
PERIODIC_JOBS = {
    "retention": ("faitiere.apps.notifications.tasks.apply_retention_everywhere", 24 * 3600),
    "duplicates": ("faitiere.apps.contacts.tasks.look_for_duplicates_everywhere", 24 * 3600),
    "relances": ("faitiere.apps.cases.tasks.send_due_relances", 3600),
    "inbox": ("faitiere.apps.cases.tasks.fetch_inbox", 120),
    "stuck mails": ("faitiere.apps.notifications.tasks.retry_queued_mails", 600),
    "changed rules": ("faitiere.apps.reviews.tasks.watch_everywhere", 24 * 3600),
    "digests": ("faitiere.apps.notifications.tasks.send_digests", 300),
    "kept cases": ("faitiere.apps.cases.tasks.keep_no_longer", 24 * 3600),
    "appointment reminders": ("faitiere.apps.booking.tasks.remind_everywhere", 900),
    "personal calendars": ("faitiere.apps.booking.tasks.sync_calendars", 600),
    "degree days": ("faitiere.apps.buildings.tasks.fetch_degree_days", 7 * 24 * 3600),
    "rge file": ("faitiere.apps.directory.tasks.fetch_rge", 24 * 3600),
    "silent professionals": ("faitiere.apps.directory.tasks.ask_silent", 24 * 3600),
    "events": ("faitiere.apps.events.tasks.prepare_events", 1800),
    "scheduled pages": ("faitiere.apps.portal.tasks.publish_scheduled", 60),
    "portals": ("faitiere.apps.portal.tasks.check_portals", 24 * 3600),
    "tasks due": ("faitiere.apps.cases.tasks.tell_tasks", 1800),
}
# Titles of the cases a person may open, for its notices: notifications are below cases and import nothing of them.
NOTICE_CASES = "faitiere.apps.cases.notices.titles_for"

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "faitiere.apps.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "faitiere.apps.accounts.tokens.ResetTokens"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
# A code by mail, beside the password; the second factor still follows for those who have one.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
# FranceConnect (households) and ProConnect (staff), offered when their address is given (docs/decisions/0017).
CONNECT = {
    "franceconnect": connect("FRANCECONNECT", scope="openid given_name family_name email"),
    "proconnect": connect("PROCONNECT", scope="openid given_name usual_name email"),
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Faîtière"
MFA_TOTP_TOLERANCE = 1
# Looking at the screens of another account ends by itself after so many minutes.
IMPERSONATION_MINUTES = 30
# What else ends with an access: functions of (actor, user) of the apps that give calendars, tokens or links.
ACCESS_ENDERS: list[str] = [
    "faitiere.apps.cases.actions.drafts.drop_drafts_of",
    "faitiere.apps.booking.actions.end_calendars",
    "faitiere.apps.portal.actions.end_editing",
]
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "faitiere.lib.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("BEHIND_PROXY") else None
# How many proxies of ours add the address of their caller to X-Forwarded-For: limits count the visitor, not the proxy.
TRUSTED_PROXIES = env_count("TRUSTED_PROXIES")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    # Signing out leads to the provider that signed in: browsers hold redirects of a form to this list.
    "form-action": [CSP.SELF, *(origin(one["url"]) for one in CONNECT.values() if one)],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}

# Maps: drawn from the contours of the communes. A tile service only when its address is given, for instance
# https://data.geopf.fr/wmts?…&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}: the visitor's browser then asks it for images.
MAP_TILES_URL = env_text("MAP_TILES_URL")
MAP_CREDIT = env_text("MAP_CREDIT", "© IGN – Géoplateforme")
if MAP_TILES_URL:
    SECURE_CSP["img-src"] = [CSP.SELF, "{0.scheme}://{0.netloc}".format(urlsplit(MAP_TILES_URL))]

# Mail: every message is recorded, then handed to SMTP by a job when EMAIL_URL is set.
MAILERS = {"default": {"BACKEND": "faitiere.apps.notifications.backend.RecordingBackend"}}
if smtp_options := smtp(env_text("EMAIL_URL")):
    MAILERS["smtp"] = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": smtp_options}
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", "Faîtière <ne-pas-repondre@faitiere.invalid>")

# Answers by mail: the address given in the mails of a case (`dossier@…`, tagged and signed per case), the mailbox where
# they arrive, and the name of its receiving server, whose verdict on DKIM and DMARC is then read.
INBOX_ADDRESS = env_text("INBOX_ADDRESS").lower()
INBOX = imap(env_text("INBOX_URL"))
INBOX_AUTHSERV = env_text("INBOX_AUTHSERV").lower()
# Above, only the headers of a mail are read; past the second figure an hour, a case's or a sender's are kept apart.
INBOX_MAX_BYTES = 45 * 1024 * 1024
INBOX_HOURLY = 20

# Text messages: the address of the HTTP gateway (off when empty), its token, the sender shown.
SMS_GATEWAY = env_text("SMS_GATEWAY")
SMS_TOKEN = env_text("SMS_TOKEN")
SMS_SENDER = env_text("SMS_SENDER", "Guichet")
# CalDAV servers an advisor may tie its own calendar to, by host or host:port; none: off.
CALDAV_HOSTS = env_list("CALDAV_HOSTS", [])
# Directory: where the list of RGE companies is downloaded every day (empty: never), the sites that may show the search
# in a frame (the portal, above, knows them), and the published references of a company (an app beside).
RGE_FILE_URL = env_text("RGE_FILE_URL")
# Daily temperatures by département (ODRE), read every week for the degree-days of the bills; empty: never.
DEGREE_DAYS_URL = env_text("DEGREE_DAYS_URL")
EMBEDDING_ORIGINS = "faitiere.apps.portal.origins.embedding_origins"
PROFESSIONAL_REFERENCES = "faitiere.apps.references.reading.sheets_of_company"

# Language and time
LANGUAGE_CODE = "fr"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
FORMAT_MODULE_PATH = None
USE_THOUSAND_SEPARATOR = False

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "faitiere" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Uploaded files of cases: opaque names, never served by the web server, only through a permission check.
VAULT_ROOT = VAR_DIR / "vault"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "vault": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAULT_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "faitiere.lib.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Portal
WAGTAIL_SITE_NAME = "Faîtière"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
# The editor's own saving, half a second after a letter, made a new page twice when « Soumettre » was clicked meanwhile.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
WAGTAILIMAGES_IMAGE_MODEL = "portal.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "faitiere.apps.portal.desk_forms.PortalImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "mp4", "webm", "vtt"]
WAGTAILDOCS_CONTENT_TYPES = {"vtt": "text/vtt"}
# Pages kept in memory by each process for visitors without a session.
PORTAL_KEPT_PAGES = 600
# Follow the links of the pages on the internet; without it only those inside the portal are checked.
PORTAL_FOLLOWS_LINKS = not DEMO and env_bool("PORTAL_FOLLOWS_LINKS", True)
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "french"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "WARNING")},
    "loggers": {"django.tasks": {"level": env_text("LOG_LEVEL", "WARNING")}},
}
