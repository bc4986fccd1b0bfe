"""FranceConnect and ProConnect, by OpenID Connect. Nothing is believed before its signature, issuer, audience, nonce,
state and dates are checked; what is told of the person (userinfo) is signed too (docs/decisions/0017-connect.md).
"""

import functools
import logging
import time
from dataclasses import dataclass

from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import DjangoOAuth2App, OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from .enums import Provider

_ALGORITHMS = ("RS256", "ES256")
_SECONDS, _LEEWAY = 8, 60
_OPENED = "connect_opened"
_PENDING, _MINUTES = "connect_pending", 15
_log = logging.getLogger(__name__)


class Refused(Exception):
    """Nobody is signed in; the text says why and what to do."""


@dataclass(frozen=True)
class Identity:
    """Who a provider says is there, once everything it said is verified."""

    provider: str
    subject: str
    email: str
    first_name: str
    last_name: str
    id_token: str


def offered() -> list[Provider]:
    """Providers with an address, an id and a secret in the settings."""
    return [one for one in Provider if settings.CONNECT.get(one)]


@functools.cache
def _client(provider: str, url: str, client_id: str, client_secret: str, scope: str) -> DjangoOAuth2App:
    """Addresses and keys of a provider are read once a process; unknown keys are asked again."""
    return OAuth().register(
        provider,
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{url}/.well-known/openid-configuration",
        client_kwargs={
            "scope": scope,
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_post",
            "default_timeout": _SECONDS,
            # Tokens last a minute there: they serve until their end.
            "leeway": 0,
        },
    )


def _ready(provider: Provider) -> DjangoOAuth2App:
    """The client of a provider, whose issuer is the one of the settings and whose signatures are of a known kind."""
    given = settings.CONNECT[provider]
    client = _client(provider, given["url"], given["client_id"], given["client_secret"], given["scope"])
    metadata = client.load_server_metadata()
    if metadata.get("issuer") != given["url"]:
        _client.cache_clear()
        raise ValueError("the issuer is not the one of the settings")
    metadata["id_token_signing_alg_values_supported"] = list(_ALGORITHMS)
    return client


def _said(provider: Provider, error: Exception) -> Refused:
    """The sentence for the person; the reason goes to the log, without a token in it."""
    _log.warning("%s: %s", provider, f"{type(error).__name__} {error}"[:200])
    if isinstance(error, RequestException):
        return Refused(
            f"{provider.label} ne répond pas. Réessayez dans quelques minutes, ou choisissez un autre moyen."
        )
    if getattr(error, "error", "") == "access_denied":
        return Refused(f"Vous avez quitté {provider.label} avant la fin. Recommencez, ou choisissez un autre moyen.")
    return Refused(f"La réponse de {provider.label} n'a pas pu être vérifiée. Recommencez depuis cette page.")


_FAILURES = (RequestException, OAuthError, JoseError, ValueError, KeyError, TypeError, RuntimeError)


def leave_for(request: HttpRequest, provider: Provider) -> HttpResponseRedirect:
    """To the provider: state, nonce and PKCE verifier stay in the session."""
    address = request.build_absolute_uri(reverse("accounts:connect_back", args=[provider]))
    level = settings.CONNECT[provider]["acr"][0]
    try:
        return _ready(provider).authorize_redirect(request, address, acr_values=level)
    except _FAILURES as error:
        raise _said(provider, error) from error


def identity_of(request: HttpRequest, provider: Provider) -> Identity:
    """Who came back, verified; the session then knows by which provider it was opened."""
    try:
        return _identity(request, provider)
    except _FAILURES as error:
        raise _said(provider, error) from error


def _identity(request: HttpRequest, provider: Provider) -> Identity:
    client, given = _ready(provider), settings.CONNECT[provider]
    expected = {
        "iss": {"essential": True, "value": given["url"]},
        "aud": {"essential": True, "value": given["client_id"]},
        "acr": {"essential": True, "values": given["acr"]},
    }
    token = client.authorize_access_token(request, claims_options=expected, leeway=_LEEWAY)
    if not token.get("userinfo"):
        raise ValueError("no id token")
    told = _userinfo(client, token, subject=token["userinfo"]["sub"])
    if told.get("email_verified") is False:
        raise ValueError("the address is not verified")
    request.session[_OPENED] = {"provider": str(provider), "id_token": token["id_token"]}
    first, last = told.get("given_name") or "", told.get("usual_name") or told.get("family_name") or ""
    email = str(told.get("email", "")).strip().lower()
    return Identity(provider, told["sub"], email, str(first)[:100], str(last)[:100], token["id_token"])


def wait_for_account(request: HttpRequest, identity: Identity) -> None:
    """Keep in the session an identity that opens no account yet, for a quarter of an hour."""
    told = {"provider": str(identity.provider), "subject": identity.subject, "at": time.time()}
    told |= {"email": identity.email, "first_name": identity.first_name, "last_name": identity.last_name}
    request.session[_PENDING] = told | {"name": f"{identity.first_name} {identity.last_name}".strip()}


def waiting(request: HttpRequest) -> dict | None:
    """The identity that this browser proved and that opens no account yet."""
    found = request.session.get(_PENDING)
    return found if found and found["at"] >= time.time() - _MINUTES * 60 else None


def waits_no_more(request: HttpRequest) -> None:
    request.session.pop(_PENDING, None)


def _userinfo(client: DjangoOAuth2App, token: dict, *, subject: str) -> dict:
    """What is told of the person: a JWT signed by the provider, for us, about the same person."""
    answer = client.get(client.server_metadata["userinfo_endpoint"], token=token)
    answer.raise_for_status()
    if not answer.headers.get("content-type", "").startswith("application/jwt"):
        raise ValueError("userinfo is not signed")
    claims = _decoded(client, answer.text)
    registry = jwt.JWTClaimsRegistry(
        leeway=_LEEWAY,
        iss={"essential": True, "value": client.server_metadata["issuer"]},
        aud={"essential": True, "value": client.client_id},
        sub={"essential": True, "value": subject},
    )
    registry.validate(claims)
    return claims


def _decoded(client: DjangoOAuth2App, text: str) -> dict:
    """Claims of a JWT whose signature is one of the keys of the provider, asked again when the key is new."""
    for again in (False, True):
        try:
            keys = KeySet.import_key_set(client.fetch_jwk_set(force=again))
            return jwt.decode(text, keys, algorithms=list(_ALGORITHMS)).claims
        except InvalidKeyIdError:
            if again:
                raise
    raise AssertionError


def way_out(request: HttpRequest) -> str:
    """Where to close the session at the provider that opened this one; empty when there is none, or when it is away."""
    opened = request.session.get(_OPENED) or {}
    provider = next((one for one in offered() if one == opened.get("provider")), None)
    if provider is None:
        return ""
    back = request.build_absolute_uri(reverse("home"))
    try:
        out = _ready(provider).create_logout_url(post_logout_redirect_uri=back, id_token_hint=opened["id_token"])
    except _FAILURES as error:
        _said(provider, error)
        return ""
    return out["url"]
