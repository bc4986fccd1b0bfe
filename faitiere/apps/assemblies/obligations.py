"""Obligation clocks of a condominium: what is due when, by which text, and what is missing to know. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from faitiere.engines import params
from faitiere.engines.votes.deadlines import add_months
from faitiere.lib.numbers import count, date_words


class State(StrEnum):
    DONE = "done"
    DUE = "due"
    LATE = "late"
    EXEMPT = "exempt"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a condominium. `main_lots`: dwellings, shops and offices; diagnoses: (kind, day, class)."""

    main_lots: int
    permit_year: int | None = None
    diagnoses: Sequence[tuple[str, dt.date, str]] = ()
    dtg_without_works: dt.date | None = None
    accounts_approved_on: dt.date | None = None
    rnic_updated_on: dt.date | None = None
    rented_labels: Sequence[str] = ()
    rented_unlabelled: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """One obligation: state, last day (None when done, exempt or unknown), sentence, source."""

    name: str
    state: State
    due_on: dt.date | None
    why: str
    source: str


def clocks(known: Known, *, on: dt.date) -> list[Clock]:
    """Every obligation on a day, what is late first."""
    found = [_draft_plan(known, on), _collective_dpe(known, on), _register(known, on), *_rentals(known, on)]
    order = [State.LATE, State.DUE, State.UNKNOWN, State.DONE, State.EXEMPT]
    return sorted(found, key=lambda clock: (order.index(clock.state), clock.due_on or dt.date.max))


def _size(lots: int) -> str:
    return "201+" if lots > 200 else "51-200" if lots > 50 else "1-50"


def _day(name: str, on: dt.date, **keys: str) -> tuple[dt.date, str]:
    found = params.find(name, on=on, **keys)
    return dt.date.fromisoformat(str(found.value)), found.source


def _years(name: str, on: dt.date) -> int:
    return int(params.value(name, on=on))


def _latest(known: Known, kind: str) -> tuple[dt.date, str] | None:
    """Day and class of the latest diagnosis of a kind."""
    return max(((day, label) for one, day, label in known.diagnoses if one == kind), default=None)


def _running(name: str, *, due: dt.date, on: dt.date, why: str, source: str) -> Clock:
    return Clock(name, State.LATE if due < on else State.DUE, due, why, source)


def _draft_plan(known: Known, on: dt.date) -> Clock:
    name = "Projet de plan pluriannuel de travaux"
    due, source = _day("pppt_due_on", on, lots=_size(known.main_lots)) if known.main_lots else (None, "")
    if due is None or known.permit_year is None:
        missing = "l'année du permis de construire" if known.main_lots else "la liste des lots"
        return Clock(name, State.UNKNOWN, None, f"Il manque {missing} pour savoir si le plan est dû.", source)
    age = _years("pppt_building_age", on)
    if on.year - known.permit_year <= age:
        return Clock(name, State.EXEMPT, None, f"L'immeuble n'a pas plus de {count(age, 'an')}.", source)
    every = _years("pppt_every", on)
    if known.dtg_without_works and add_months(known.dtg_without_works, 12 * every) >= on:
        why = f"Le DTG du {date_words(known.dtg_without_works)} ne relève aucun besoin de travaux dans les dix ans."
        return Clock(name, State.EXEMPT, None, why, source)
    done = _latest(known, "pppt")
    if done is None:
        why = f"{count(known.main_lots, 'lot')} de logements, bureaux et commerces : dû depuis le {date_words(due)}."
        return _running(name, due=due, on=on, why=why, source=source)
    again = add_months(done[0], 12 * every)
    why = f"Établi le {date_words(done[0])}, à refaire tous les {every} ans : avant le {date_words(again)}."
    return (
        Clock(name, State.DONE, again, why, source)
        if again >= on
        else _running(name, due=again, on=on, why=why, source=source)
    )


def _collective_dpe(known: Known, on: dt.date) -> Clock:
    name = "DPE collectif"
    due, source = _day("collective_dpe_due_on", on, lots=_size(known.main_lots)) if known.main_lots else (None, "")
    if due is None or known.permit_year is None:
        missing = "l'année du permis de construire" if known.main_lots else "la liste des lots"
        return Clock(name, State.UNKNOWN, None, f"Il manque {missing} pour savoir s'il est dû.", source)
    before = _years("collective_dpe_permit_before", on)
    if known.permit_year >= before:
        return Clock(name, State.EXEMPT, None, f"Permis de construire déposé à partir de {before}.", source)
    done = _latest(known, "dpe")
    if done is None:
        why = f"Permis d'avant {before} : dû depuis le {date_words(due)}."
        return _running(name, due=due, on=on, why=why, source=source)
    day, label = done
    lasting = params.find_or_none("collective_dpe_no_renewal", on=on, label=label) if label else None
    if lasting is not None and day >= dt.date.fromisoformat(str(lasting.value)):
        why = f"Établi le {date_words(day)}, classe {label} : il n'est pas à renouveler."
        return Clock(name, State.DONE, None, why, source)
    every = _years("collective_dpe_every", on)
    again = add_months(day, 12 * every)
    why = f"Établi le {date_words(day)}, valable {every} ans : jusqu'au {date_words(again)}."
    return (
        Clock(name, State.DONE, again, why, source)
        if again >= on
        else _running(name, due=again, on=on, why=why, source=source)
    )


def _register(known: Known, on: dt.date) -> Clock:
    name = "Mise à jour du registre des copropriétés"
    found = params.find("rnic_update_months", on=on)
    if known.accounts_approved_on is None:
        why = "Il manque la date d'approbation des comptes : la mise à jour suit de deux mois."
        return Clock(name, State.UNKNOWN, None, why, found.source)
    due = add_months(known.accounts_approved_on, int(str(found.value)))
    if known.rnic_updated_on and known.rnic_updated_on >= known.accounts_approved_on:
        return _updated_register(name, known.rnic_updated_on, on=on)
    why = f"Comptes approuvés le {date_words(known.accounts_approved_on)} : avant le {date_words(due)}."
    return _running(name, due=due, on=on, why=why, source=found.source)


def _updated_register(name: str, updated_on: dt.date, *, on: dt.date) -> Clock:
    """Up to date for as long as the yearly update lasts; then the accounts of the new year are awaited."""
    found = params.find("rnic_update_every", on=on)
    every = int(str(found.value))
    again = add_months(updated_on, 12 * every)
    why = f"Mis à jour le {date_words(updated_on)}, après les comptes ; à refaire chaque année, après ceux de l'année."
    if again >= on:
        return Clock(name, State.DONE, again, why, found.source)
    why += " Notez la date d'approbation des derniers comptes, puis celle de la mise à jour."
    return _running(name, due=again, on=on, why=why, source=found.source)


def _rentals(known: Known, on: dt.date) -> list[Clock]:
    """Rented dwellings that stop being decent, by class."""
    found = []
    for one in params.in_force(on, "rental_ban_on"):
        label = dict(one.keys)["label"]
        rented = sum(given == label for given in known.rented_labels)
        if rented:
            due = dt.date.fromisoformat(str(one.value))
            homes = count(rented, "logement loué", "logements loués")
            why = f"{homes} en classe {label} : décence énergétique au {date_words(due)}."
            found.append(
                _running(f"Location des logements en classe {label}", due=due, on=on, why=why, source=one.source)
            )
    if known.rented_unlabelled:
        source = next((one.source for one in params.in_force(on, "rental_ban_on")), "")
        why = f"Il manque la classe de {count(known.rented_unlabelled, 'logement loué', 'logements loués')}."
        found.append(Clock("Location des logements sans classe connue", State.UNKNOWN, None, why, source))
    return found
