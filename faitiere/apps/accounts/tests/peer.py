"""A real OpenID Connect provider for the tests: a small HTTP server with a signed userinfo, PKCE, and faults on demand.

It answers as docs/decisions/0017-connect.md says FranceConnect and ProConnect do: discovery, authorize, token,
userinfo (a JWT), jwks, session/end. `faults` names what it does wrong.
"""

import contextlib
import hashlib
import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

CLIENT_ID, CLIENT_SECRET = "guichet", "un-secret-de-test"


class Peer(ThreadingHTTPServer):
    """The provider: who is there (`person`), what it does wrong (`faults`), what it was asked (`asked`)."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.key, self.other_key = (ECKey.generate_key("P-256", {"kid": one, "use": "sig"}) for one in ("a", "a"))
        self.person = {"sub": "sub-yvette", "given_name": "Yvette", "family_name": "Cazalbou"}
        self.faults: set[str] = set()
        self.asked: dict[str, dict[str, str]] = {}
        self.codes: dict[str, dict[str, str]] = {}

    def metadata(self) -> dict:
        paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "end_session": "session/end"}
        found = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in paths.items()}
        issuer = "https://example.org" if "issuer" in self.faults else self.url
        return found | {
            "issuer": issuer,
            "jwks_uri": f"{self.url}/jwks",
            "id_token_signing_alg_values_supported": ["none", "HS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def signed(self, claims: dict, *, what: str) -> str:
        """A JWT for our client; wrong where the faults say so: `<what> signature`, `<what> audience`…"""
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 60} | claims
        wrong = {"audience": {"aud": "un-autre"}, "issuer": {"iss": "https://example.org"}}
        wrong |= {"date": {"exp": now - 3600, "iat": now - 7200}, "person": {"sub": "sub-autre"}}
        wrong |= {"nonce": {"nonce": "autre"}, "level": {"acr": "eidas0"}}
        for fault, values in wrong.items():
            claims |= values if f"{what} {fault}" in self.faults else {}
        key = self.other_key if f"{what} signature" in self.faults else self.key
        return jwt.encode({"alg": "ES256", "kid": "a"}, claims, key)

    def id_token(self, code: str) -> str:
        claims = {"sub": self.person["sub"], "nonce": self.codes[code]["nonce"], "acr": "eidas1", "amr": ["pwd"]}
        return self.signed(claims, what="id_token")


class _Handler(BaseHTTPRequestHandler):
    server: Peer

    def log_message(self, *args):
        """Nothing said."""

    def _answer(self, body, *, status: int = 200, kind: str = "application/json", **headers) -> None:
        raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def do_GET(self):
        address, peer = urlsplit(self.path), self.server
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        peer.asked[address.path] = asked
        if "down" in peer.faults:
            return self._answer("down", status=503, kind="text/plain")
        if address.path == "/authorize":
            return self._come_back(asked)
        if address.path == "/userinfo":
            return self._userinfo()
        pages = {"/.well-known/openid-configuration": peer.metadata(), "/jwks": KeySet([peer.key]).as_dict()}
        return self._answer(pages.get(address.path, {}), status=200 if address.path in pages else 404)

    def _come_back(self, asked: dict[str, str]) -> None:
        code = secrets.token_urlsafe(12)
        self.server.codes[code] = asked
        told = {"error": "access_denied"} if "left" in self.server.faults else {"code": code}
        told["state"] = "autre" if "state" in self.server.faults else asked["state"]
        self._answer("", status=302, kind="text/plain", Location=f"{asked['redirect_uri']}?{urlencode(told)}")

    def _userinfo(self) -> None:
        peer = self.server
        if self.headers["Authorization"] not in {f"Bearer {code}" for code in peer.codes}:
            return self._answer({"error": "invalid_token"}, status=401)
        if "userinfo unsigned" in peer.faults:
            return self._answer(peer.person)
        return self._answer(peer.signed(dict(peer.person), what="userinfo"), kind="application/jwt; charset=utf-8")

    def do_POST(self):
        given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        given = {name: values[0] for name, values in given.items()}
        self.server.asked["/token"] = given
        asked = self.server.codes.get(given["code"])
        proof = urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked is None or proof != asked["code_challenge"] or given["client_secret"] != CLIENT_SECRET:
            return self._answer({"error": "invalid_grant"}, status=400)
        token = {"access_token": given["code"], "token_type": "Bearer", "expires_in": 60}
        if "no id_token" not in self.server.faults:
            token["id_token"] = self.server.id_token(given["code"])
        return self._answer(token)


@contextlib.contextmanager
def serve_peer() -> Iterator[Peer]:
    """The provider, on a port of its own, until the end of the block."""
    peer = Peer()
    threading.Thread(target=peer.serve_forever, daemon=True).start()
    try:
        yield peer
    finally:
        peer.shutdown()
        peer.server_close()
