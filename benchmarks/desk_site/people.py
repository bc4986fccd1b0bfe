"""Synthetic cases: names drawn as unevenly as real ones, streets, phones of no one, four words in ten shared."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from faitiere.apps.search.rules import STREETS, may_be_misspelt, number_words, phone_words, spellings, words_of

_SYLLABLES = [
    "ba",
    "be",
    "bo",
    "ca",
    "ce",
    "cha",
    "da",
    "de",
    "du",
    "fa",
    "fe",
    "ga",
    "gi",
    "la",
    "le",
    "lo",
    "ma",
    "me",
    "mo",
    "na",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "ta",
    "te",
    "ti",
    "va",
    "vi",
]
_ENDS = ["nd", "rd", "ud", "lier", "zac", "gnan", "ette", "ville", "mont", "bert", "lou"]
_FIRST = [
    "Yvette",
    "Gérard",
    "Inès",
    "Karim",
    "Loïc",
    "Zoé",
    "Émile",
    "Fatima",
    "Jean",
    "Marie",
    "Paul",
    "Anne",
    "Hugo",
    "Léa",
    "Nadia",
    "Omar",
    "Rose",
    "Luc",
]
_STREETS = [
    "Lilas",
    "Carmes",
    "Violettes",
    "Écoles",
    "Moulin",
    "Fontaine",
    "Tilleuls",
    "Pyrénées",
    "Canal",
    "Vignes",
    "Coteaux",
    "Jardins",
]
_STEPS = ("Rappeler pour fixer la visite", "Faire la visite", "Recevoir les devis", "Relire les scénarios", "")
_ENERGIES = ("gas", "oil", "electricity", "wood", "")
NOW = dt.datetime.now(dt.UTC)


@dataclass
class Place:
    """A territory of the benchmark: the ids its rows refer to."""

    territory: uuid.UUID
    organisations: list[uuid.UUID]
    stages: list[uuid.UUID]
    advisors: list[uuid.UUID]
    communes: list[tuple[str, str, str]]
    known: set[str] = field(default_factory=set)


def surnames(draw: random.Random, count: int) -> list[str]:
    found = set()
    while len(found) < count:
        found.add("".join(draw.choices(_SYLLABLES, k=draw.randint(2, 3))).capitalize() + draw.choice(_ENDS))
    return sorted(found)


def _id(draw: random.Random) -> uuid.UUID:
    return uuid.UUID(int=draw.getrandbits(128))


def rows(place: Place, names: list[str], count: int, draw: random.Random) -> Iterator[tuple[str, tuple]]:
    """Rows by table, in the order of `TABLES`, for this many cases."""
    for rank in range(count):
        yield from _case(place, names, rank, draw)


def _case(place: Place, names: list[str], rank: int, draw: random.Random) -> Iterator[tuple[str, tuple]]:
    person, home, household, case = (_id(draw) for _ in range(4))
    first, last = draw.choice(_FIRST), names[min(int(draw.paretovariate(0.7)), len(names) - 1)]
    phone = f"639{draw.randrange(10**6):06d}"
    email = f"{first}.{last}{rank % 97}@example.org".lower()
    insee, town, postcode = draw.choice(place.communes)
    address = f"{draw.randrange(1, 200)} rue des {draw.choice(_STREETS)} {draw.choice(names)}"
    number = f"31-{2020 + rank % 7}-{rank:06d}"
    opened, contact = (
        NOW - dt.timedelta(minutes=draw.randrange(3 * 10**6)),
        NOW - dt.timedelta(minutes=rank * 7 % 10**6),
    )
    step = draw.choice(_STEPS)
    day = (NOW + dt.timedelta(days=draw.randrange(-60, 200))).date() if step else None
    status = draw.choices(("open", "paused", "closed", "archived"), (70, 5, 15, 10))[0]
    told = words_of(first, last, email.rpartition(".")[0])
    yield "contacts_person", (
        person, place.territory, "", first, last, email, f"+33{phone}", f"{last} {first}".upper(), phone, email, "",
        NOW,
    )  # fmt: skip
    yield (
        "buildings_home",
        (home, place.territory, "house", address, postcode, insee, draw.choice("ABCDEFG"), draw.choice(_ENERGIES), NOW),
    )
    yield "contacts_household", (household, place.territory, 2, "", "owner_occupier")
    yield "contacts_household_people", (household, person)
    yield "cases_case", (
        case, place.territory, number, "house", f"{first} {last}", home, household, draw.choice(place.organisations),
        draw.choice(place.advisors), draw.choice(place.stages), status, "attend" if status == "paused" else "", "phone",
        "", step, day, "", "", opened, contact,
    )  # fmt: skip
    yield "cases_participant", (_id(draw), place.territory, case, person, "owner", True, True, opened.date())
    found = (
        (person, told | phone_words(phone)),
        (home, words_of(address, postcode, town) - STREETS),
        (case, number_words(number)),
    )
    for source, words in found:
        for word in words:
            yield "search_searchword", (place.territory, word, case, source, "case")
    for word in told - place.known:
        if may_be_misspelt(word):
            for spelling in spellings(word):
                yield "search_searchspelling", (place.territory, spelling, word)
    place.known |= told


TABLES = {
    "contacts_person": (
        "id territory_id civility first_name last_name email phone name_key phone_key email_key "
        "do_not_contact_reason created_at"
    ),
    "buildings_home": "id territory_id kind address postcode commune_id energy_class heating_energy created_at",
    "contacts_household": "id territory_id size income_category occupancy",
    "contacts_household_people": "household_id person_id",
    "cases_case": (
        "id territory_id number project_kind title home_id household_id organisation_id advisor_id stage_id status "
        "pause_reason origin request next_step next_step_on missing status_before opened_at last_contact_at"
    ),
    "cases_participant": "id territory_id case_id person_id role is_main can_view_space valid_from",
    "search_searchword": "territory_id word target source kind",
    "search_searchspelling": "territory_id spelling word",
}
