"""What may be done to a study and a scenario. Pure decisions on values."""

from .enums import StudyStatus

LETTERS = ("A", "B", "C")


class Refused(ValueError):
    """An action on a study that cannot be done; the message is a French sentence for the advisor."""


def must_be_draft(study) -> None:
    """A printed study never changes."""
    if study.status == StudyStatus.PRINTED:
        raise Refused("Cette étude est imprimée : elle ne change plus. Faites-en une copie pour continuer.")


def free_letter(taken: list[str]) -> str:
    """First letter not taken; refuses a fourth scenario."""
    letter = next((one for one in LETTERS if one not in taken), None)
    if letter is None:
        raise Refused("Une étude compare trois scénarios au plus. Supprimez-en un, ou modifiez-le.")
    return letter
