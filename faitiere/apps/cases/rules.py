"""Pure decisions on cases: how a case is named, how late something is. No Django model here."""

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence

from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.text import search_key

from .enums import DocumentCategory, Readers

# Words of the name of a file that tell its category, the surest first.
_FILE_WORDS = (
    (DocumentCategory.QUOTE, ("devis",)),
    (DocumentCategory.INVOICE, ("facture", "factures")),
    (DocumentCategory.INCOME, ("impot", "impots", "imposition", "asdir")),
    (DocumentCategory.DPE, ("dpe", "audit", "diagnostic")),
    (DocumentCategory.REPORT, ("compte rendu", "proces verbal", "pv")),
)


class Refused(ValueError):
    """The action cannot be done; the message is a French sentence saying why and what to do."""


def readers_at_first(case, *, from_member: bool) -> str:
    """Who reads a line or a file at first: in a condominium, what a member sends is between it and the guichet."""
    is_many = case.project_kind == ProjectKind.CONDOMINIUM
    return Readers.PRIVATE if is_many and from_member else Readers.ALL


def readers_of_council(case) -> str:
    """Who reads what a condominium's council does for it (appointments, quotes); everybody in the space of a house."""
    return Readers.COUNCIL if case.project_kind == ProjectKind.CONDOMINIUM else Readers.ALL


def category_of_file(name: str, mime: str) -> str:
    """Category of a file that came without one, by the words of its name; a picture without any of them is a photo."""
    words = f" {' '.join(re.findall(r'[a-z]+', search_key(name).lower()))} "
    found = (category for category, said in _FILE_WORDS if any(f" {one} " in words for one in said))
    return next(found, DocumentCategory.PHOTO if mime.startswith("image/") else DocumentCategory.OTHER)


def household_title(names: Sequence[tuple[str, str]]) -> str:
    """Title of a case from (first name, last name) of its people: "Yvette et Gérard Cazalbou"."""
    people = [(first.strip(), last.strip()) for first, last in names if first.strip() or last.strip()]
    if not people:
        return "Sans nom"
    lasts = {last.casefold() for _, last in people}
    if len(people) > 1 and len(lasts) == 1 and all(first for first, _ in people):
        firsts = [first for first, _ in people]
        return f"{', '.join(firsts[:-1])} et {firsts[-1]} {people[0][1]}"
    full = [f"{first} {last}".strip() for first, last in people]
    return full[0] if len(full) == 1 else f"{', '.join(full[:-1])} et {full[-1]}"


def case_number(prefix: str, year: int, rank: int) -> str:
    """ "31-2026-0841": prefix of the territory, year of opening, rank in the year."""
    return f"{prefix}-{year}-{rank:04d}"


def lateness(due: dt.date | None, today: dt.date) -> int:
    """Days late: 0 when due today, later or never."""
    return max((today - due).days, 0) if due else 0


def mentioned(text: str, names: Mapping) -> list:
    """Keys of the people named after an @ in a text, among `names` (key → "Karim Benhaddou").

    A first name is enough when one colleague only has it; else the full name tells them apart.
    """
    found = []
    for after in re.split(r"(?<![\w.])@(?=\w)", text)[1:]:
        said = search_key(after[:80])
        whole = [key for key, name in names.items() if _begins(said, search_key(name))]
        first = [key for key, name in names.items() if _begins(said, search_key(name.split(" ")[0]))]
        meant = whole if len(whole) == 1 else first if len(first) == 1 else []
        found += [key for key in meant if key not in found]
    return found


def _begins(said: str, name: str) -> bool:
    return bool(name) and (said == name or said.startswith(f"{name} "))


def relance_is_useless(
    *, prepared_at: dt.datetime, answered_at: dt.datetime | None, talked_at: dt.datetime | None
) -> bool:
    """Whether the case moved since a relance was prepared: the household wrote, or somebody called or met it."""
    return any(moment is not None and moment > prepared_at for moment in (answered_at, talked_at))


def fate_of_mail(*, proven: bool, known: bool, automatic: bool, flooded: bool, verdicts: Mapping[str, str]) -> str:
    """Why a mail is kept apart, in a sentence; empty when it may be filed in its case.

    proven: the address carries our signature; known: the sender is somebody of the case; flooded: too many mails
    from this sender or for this case within the hour; verdicts: what the receiving server found.
    """
    if flooded:
        return "Trop de courriels en une heure : vérifiez que ce n'est pas un envoi en masse. Les fichiers sont restés."
    if not proven:
        return "L'adresse du dossier est incomplète ou n'a pas été donnée par le guichet."
    if "fail" in (verdicts.get("dmarc"), verdicts.get("dkim")):
        return "Le serveur n'a pas reconnu l'origine du courriel (DKIM ou DMARC en échec)."
    if automatic:
        return "C'est une réponse automatique."
    return "" if known else "L'expéditeur n'est pas une personne connue de ce dossier."


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` later; the last of the month when it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def share_out(wanted: Sequence[tuple[object, Sequence]]) -> dict:
    """Give each thing to one of those who may take it, as evenly as can be: the first with the fewest so far.

    wanted  (thing, those who may take it); what nobody may take is left out
    """
    load: dict = {}
    given = {}
    for thing, takers in wanted:
        if takers:
            taker = min(takers, key=lambda one: load.get(one, 0))
            given[thing] = taker
            load[taker] = load.get(taker, 0) + 1
    return given


def moved(order: Sequence[str], key: str, *, among: Sequence[str], down: bool) -> list[str]:
    """The order with `key` one place up or down among some of its neighbours; at an end, nothing moves."""
    result, row = list(order), [one for one in order if one in among]
    if key not in row:
        return result
    place = row.index(key) + (1 if down else -1)
    if 0 <= place < len(row):
        here, there = result.index(key), result.index(row[place])
        result[here], result[there] = result[there], result[here]
    return result
