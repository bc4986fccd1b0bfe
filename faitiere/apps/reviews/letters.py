"""The words written about a change: to the household from a template with fields, to the advisor as one mail. Pure."""

import re

from django.urls import reverse

from faitiere.lib.numbers import count, money

from .models import CaseChange
from .rules import Refused

SUBJECT = "Les aides de votre projet ont changé, dossier {dossier}"
TEXT = """Les règles des aides ont changé depuis l'étude de votre projet.

Pour le scénario retenu, l'estimation des aides passe de {avant} à {apres} : {ecart}.

{raisons}

C'est une estimation, pas une promesse. Ne signez aucun devis avant de nous en avoir parlé."""
# Field → what it writes, as told beside the form.
FIELDS = {
    "dossier": "numéro du dossier",
    "avant": "aides estimées avant",
    "apres": "aides estimées aujourd'hui",
    "ecart": "ce que le ménage gagne ou perd",
    "raisons": "chaque aide qui change, et pourquoi",
}
_FIELD = re.compile(r"\{([^{}]*)\}")


def unknown_fields(text: str) -> list[str]:
    """Names between braces that no letter knows."""
    return [name for name in _FIELD.findall(text) if name not in FIELDS]


def filled(text: str, line: CaseChange) -> str:
    """The text of one household, its fields written."""
    if unknown := unknown_fields(text):
        raise Refused(f"Le champ « {unknown[0]} » n'existe pas.")
    values = values_of(line)
    return _FIELD.sub(lambda found: values[found.group(1)], text)


def values_of(line: CaseChange) -> dict[str, str]:
    return {
        "dossier": line.case.number,
        "avant": money(line.before_cents),
        "apres": money(line.after_cents),
        "ecart": change_words(line.gain_cents),
        "raisons": "\n".join(f"- {one['name']} : {detail_words(one)} {one['reason']}" for one in line.details),
    }


def change_words(cents: int) -> str:
    """ "1 200 € de plus", "300 € de moins"."""
    return f"{money(abs(cents))} de {'plus' if cents >= 0 else 'moins'}"


def detail_words(detail: dict) -> str:
    """ "1 500 € au lieu de 0 €.\""""
    if detail["kind"] == "tva":
        return f"{change_words(detail['after_cents'] - detail['before_cents'])}."
    return f"{money(detail['after_cents'])} au lieu de {money(detail['before_cents'])}."


def advisor_mail(advisor, lines: list[CaseChange], *, territory) -> tuple[str, str]:
    """Subject and text of the mail to an advisor: figures and case numbers, no name."""
    up = sum(line.gain_cents > 0 for line in lines)
    subject = f"{count(len(lines), 'dossier')} : les aides ont changé"
    told = "\n".join(f"- {line.case.number} : {change_words(line.gain_cents)}" for line in lines[:50])
    text = (
        f"Bonjour {advisor.first_name},\n\nLes règles du jour changent les aides de vos dossiers : "
        f"{count(up, 'dossier')} gagne{'nt' * (up > 1)}, {len(lines) - up} perd{'ent' * (len(lines) - up > 1)}.\n\n"
        f"{told}\n\nLes raisons, et écrire aux ménages : {territory.absolute(reverse('reviews:changes'))}\n"
    )
    return subject, text
