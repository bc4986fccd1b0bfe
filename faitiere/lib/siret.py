"""SIRET, the number of an establishment: fourteen digits, the last one a key."""

import re

# La Poste: the only company whose establishments follow another rule than Luhn (INSEE, SIRENE documentation).
_LA_POSTE = "356000000"


def _luhn(digits: str) -> bool:
    total = 0
    for rank, char in enumerate(reversed(digits)):
        value = int(char) * (2 if rank % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def with_key(body: str) -> str:
    """A number followed by its Luhn key: "1234" → "12344"."""
    return next(f"{body}{key}" for key in range(10) if _luhn(f"{body}{key}"))


def siret_of(text: str) -> str:
    """The fourteen digits of a SIRET as people type it; ValueError with a French sentence when it is not one."""
    digits = re.sub(r"[\s.\u00a0\u202f-]", "", text)
    if not re.fullmatch(r"[0-9]{14}", digits):
        raise ValueError("Un SIRET compte 14 chiffres. Il est sur vos factures et sur votre extrait Kbis.")
    right = sum(map(int, digits)) % 5 == 0 or _luhn(digits) if digits.startswith(_LA_POSTE) else _luhn(digits)
    if not right or int(digits) == 0:
        raise ValueError("Ce SIRET n'existe pas : un chiffre est sans doute faux. Vérifiez-le sur une facture.")
    return digits
