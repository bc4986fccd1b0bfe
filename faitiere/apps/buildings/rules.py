"""What may be refused of a home's description, and how a file is recognised. Pure."""

import hashlib


class Refused(ValueError):
    """A file or an answer that cannot be used; the message is a French sentence for the advisor."""


class AlreadyThere(ValueError):
    """This very file is already kept for this home: `record` is it."""

    def __init__(self, record):
        super().__init__("Ce fichier est déjà enregistré pour ce logement.")
        self.record = record


class RnicTaken(Refused):
    """Another condominium of the territory already bears this number of the national register."""

    def __init__(self, rnic: str):
        super().__init__(f"Le numéro {rnic} est déjà celui d'une autre copropriété du territoire. Vérifiez-le.")


def digest(content: bytes) -> str:
    """SHA-256 (hex) of a file as it was sent."""
    return hashlib.sha256(content).hexdigest()
