"""What makes a review possible. Pure decisions on values."""

from .enums import ReviewKind


class Refused(ValueError):
    """Something about reviews that cannot be done; the message is a French sentence."""


def must_be_idle(review) -> None:
    """One run at a time: asking twice starts nothing twice."""
    if review.is_active:
        raise Refused("Ce recalcul est déjà en cours. Attendez sa fin, ou arrêtez-le.")


def must_be_watch(review) -> None:
    """A rehearsal is about rules that do not exist yet: nobody is written to about them."""
    if review.kind != ReviewKind.WATCH:
        raise Refused("Une répétition porte sur des règles qui ne sont pas en vigueur : on n'écrit pas aux ménages.")
