"""Communes the territory serves, and the one meant by what someone typed."""

import difflib
import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from faitiere.apps.contacts.rules import name_key
from faitiere.apps.territories.models import Catchment, Commune, ServedCommune
from faitiere.lib.numbers import join_words

from .rules import Refused

_SHORT = {"ST": "SAINT", "STE": "SAINTE"}


def served(on=None):
    """Communes served by the territory in scope on a day (today by default), by name."""
    on = on or timezone.localdate()
    links = ServedCommune.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    return Commune.objects.filter(pk__in=links.values("commune_id")).defer("contour").order_by("name")


def label(commune: Commune) -> str:
    """ "Cugnaux (31270)": what the suggestions show and what `resolve` reads back."""
    return f"{commune.name} ({commune.first_postcode})"


def _key(text: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in name_key(text).split())


def resolve(text: str, *, territory) -> Commune:
    """The served commune meant by "Cugnaux", "31270", "31270 cugnaux" or "Cugnaux (31270)".

    Raises `Refused` with a sentence: unknown, ambiguous, or served by another guichet.
    """
    postcode = re.search(r"\b\d{5}\b", text)
    postcode = postcode.group() if postcode else ""
    name = _key(re.sub(r"\b\d{5}\b", " ", text))
    communes = list(served())
    found = [one for one in communes if name == _key(one.name)] if name else []
    if not name and postcode:
        found = [one for one in communes if f"|{postcode}|" in one.postcodes]
    if len(found) == 1:
        return found[0]
    if found:
        names = join_words([one.name for one in found[:6]])
        raise Refused(f"Plusieurs communes ont ce code postal : {names}. Écrivez le nom de la commune.")
    raise Refused(_not_served(text.strip(), name, postcode, communes=communes, territory=territory))


@dataclass(frozen=True)
class Town:
    """The commune of a home and its postcode, which are one thing; both empty when nobody said."""

    commune: Commune | None = None
    postcode: str = ""

    def __str__(self) -> str:
        return f"{self.commune.name} ({self.postcode})" if self.commune else self.postcode


def town_of(home) -> Town:
    """As it is kept, even a postcode alone."""
    return Town(home.commune, home.postcode)


def read_town(text: str, *, territory) -> Town:
    """The served commune meant by a text (see `resolve`), with the postcode of the text, or its first one.

    Raises `Refused` when the commune does not have that postcode.
    """
    commune, typed = resolve(text, territory=territory), re.search(r"\b\d{5}\b", text)
    postcode = typed.group() if typed else commune.first_postcode
    if f"|{postcode}|" not in commune.postcodes:
        known = join_words(commune.postcodes.strip("|").split("|")[:6])
        raise Refused(f"{postcode} n'est pas un code postal de {commune.name} : {known}.")
    return Town(commune, postcode)


def _not_served(text: str, name: str, postcode: str, *, communes: list[Commune], territory) -> str:
    """Why nothing was found, and what to do."""
    elsewhere = (
        Commune.objects.filter(search_key=name) if name else Commune.objects.filter(postcodes__contains=f"|{postcode}|")
    )
    if commune := elsewhere.order_by("-population", "insee").first():
        return (
            f"{commune.name} n'est pas desservie par {territory.name}. Orientez la personne vers le guichet de sa "
            "commune, sur france-renov.gouv.fr, ou vérifiez la commune du logement."
        )
    close = difflib.get_close_matches(name, [_key(one.name) for one in communes], n=1, cutoff=0.7) if name else []
    if close:
        meant = next(one for one in communes if _key(one.name) == close[0])
        return f"Nous ne connaissons pas la commune « {text} ». Vouliez-vous dire {label(meant)} ?"
    return f"Nous ne connaissons pas la commune « {text} ». Écrivez son nom ou son code postal, par exemple 31270."


def in_charge_of(commune: Commune, project_kind: str):
    """The organisation that answers for a commune, or None when the territory did not say."""
    catchment = Catchment.objects.filter(commune=commune, project_kind=project_kind).select_related("organisation")
    found = catchment.first()
    return found.organisation if found else None
