"""Settings of the test run: those of the site, with what a test must not share with it."""

import os
import tempfile

os.environ["FAITIERE_TESTING"] = "1"
os.environ.setdefault("FAITIERE_VAR", tempfile.mkdtemp(prefix="faitiere-tests-"))

from .settings import *  # noqa: F403

# Argon2 is slow on purpose; `accounts/tests/test_access.py` checks that the site uses it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
