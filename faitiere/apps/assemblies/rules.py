"""Pure decisions on meetings: what may be recorded, and why not."""

from collections.abc import Mapping
from dataclasses import dataclass

from .enums import Coming


class Refused(ValueError):
    """The action cannot be done; the message is a French sentence saying why and what to do."""


@dataclass(frozen=True)
class Part:
    """How an owner takes part. `proxy`: id of the owner who represents it; `proxy_name`: somebody who is no owner."""

    mode: str
    proxy: str = ""
    proxy_name: str = ""

    @property
    def holder(self) -> str:
        """One word for whoever holds its proxy: the same person written twice, with capitals or not, is one."""
        if self.mode != Coming.REPRESENTED:
            return ""
        return self.proxy or " ".join(self.proxy_name.casefold().split())


def absent_voters(coming: Mapping[str, str], voters: set[str], names: Mapping[str, str]) -> str:
    """A sentence naming those who voted but would be absent; empty when there is none."""
    gone = sorted(names.get(who, who) for who in voters - set(coming))
    if not gone:
        return ""
    listed = ", ".join(gone[:5])
    return f"Ont déjà voté : {listed}. Retirez d'abord leurs votes, ou gardez leur présence."


def circular(proxies: Mapping[str, str], names: Mapping[str, str]) -> str:
    """A sentence when somebody represented holds a proxy: the holder must be there in person."""
    wrong = sorted({names.get(holder, holder) for holder in proxies.values() if holder in proxies})
    if not wrong:
        return ""
    return f"{', '.join(wrong[:5])} est représenté : il ne peut pas porter le pouvoir de quelqu'un d'autre."


def holders_away(coming: Mapping[str, Part], names: Mapping[str, str]) -> str:
    """A sentence when an owner holds a proxy without being in the room."""
    owners = sorted({one.proxy for one in coming.values() if one.holder and one.proxy in names}, key=names.__getitem__)
    if absent := [names[who] for who in owners if who not in coming]:
        return f"{', '.join(absent[:5])} porte un pouvoir sans être présent : notez sa présence."
    if by_post := [names[who] for who in owners if coming[who].mode == Coming.POSTAL]:
        return (
            f"{', '.join(by_post[:5])} vote par correspondance : il n'est pas dans la salle, il ne peut pas y voter "
            "pour quelqu'un d'autre. Règle à vérifier dans les textes."
        )
    return ""


def address_of_owner(typed: str, *, known: str, declared: bool, by_desk: bool) -> str:
    """The address an owner's invitation goes to. Raises `Refused` rather than let somebody else open its own page.

    known: what the guichet knows; declared: it holds a private declaration; by_desk: the guichet itself invites
    """
    if typed and known and typed != known and not by_desk:
        raise Refused(
            "Le guichet connaît une autre adresse pour ce copropriétaire : laissez l'adresse vide, l'invitation "
            "partira à celle-là. Si elle a changé, votre conseiller peut la corriger."
        )
    if declared and not known:
        raise Refused(
            "Ce copropriétaire a rempli une déclaration sur papier : pour la protéger, c'est votre conseiller qui "
            "l'invite. Écrivez-lui."
        )
    address = typed if by_desk and typed else known or typed
    if not address:
        raise Refused("Écrivez l'adresse e-mail de ce copropriétaire : le guichet n'en connaît pas.")
    return address
