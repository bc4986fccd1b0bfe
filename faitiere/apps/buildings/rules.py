"""What may be refused of a home's description, and how a file is recognised. Pure."""

import hashlib
import re


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


def rnic_key(typed: str) -> str:
    """A number of the national register as it is kept: no space, upper case."""
    return re.sub(r"[\s-]", "", typed).upper()


def read_rnic(typed: str) -> str:
    """The number typed, as it is kept; empty when empty. Raises `Refused` when it cannot be one."""
    number = rnic_key(typed)
    if number and not re.fullmatch(r"[A-Z]{2}\d{7}", number):
        raise Refused("Le numéro a deux lettres puis sept chiffres, par exemple AA1234567.")
    return number


def digest(content: bytes) -> str:
    """SHA-256 (hex) of a file as it was sent."""
    return hashlib.sha256(content).hexdigest()
