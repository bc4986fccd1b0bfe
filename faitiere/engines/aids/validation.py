"""What cannot be true in a situation, said in French: plausibility, closed lists, contradictions."""

from collections.abc import Collection
from datetime import date

from . import codes, limits, wording
from .situation import AdaptProject, CondoProject, DecentProject, LandlordProject, Situation, WorkLine


def validate(situation: Situation, *, on: date | None = None) -> list[str]:
    """Sentences on what cannot be true in a situation, empty when it may be evaluated."""
    s = situation
    day = on or s.filed_on
    checks: list[tuple[str, float | None]] = [
        ("household", s.household_size),
        ("income", s.rfr_euros),
        ("area", s.area_m2),
        ("gain", s.gain_percent),
        ("works", None if s.works_ht_cents is None else s.works_ht_cents / 100),
        ("property_tax", None if s.property_tax_cents is None else s.property_tax_cents / 100),
    ]
    found = [limits.out_of_bounds(name, value) for name, value in checks if value is not None]
    found += [
        f"La classe « {letter} » n'existe pas : indiquez une lettre de A à G."
        for letter in (s.class_before, s.class_after)
        if letter is not None and letter not in codes.CLASSES
    ]
    found += _age_errors(s, day) + [e for line in s.lines for e in _line_errors(line)]
    found += _place_errors(s) + _project_errors(s)
    return [sentence for sentence in found if sentence]


def _place_errors(s: Situation) -> list[str]:
    """For who lives there, the region of the ceilings is that of the home."""
    if s.department is None or s.ile_de_france is None or s.occupancy not in ("occupant", "acquereur"):
        return []
    inside = s.department in codes.ILE_DE_FRANCE_DEPARTMENTS
    if inside == s.ile_de_france:
        return []
    where = "est en Île-de-France" if inside else "n'est pas en Île-de-France"
    return [f"Le département {s.department} {where} : vérifiez l'adresse du logement."]


def _project_errors(s: Situation) -> list[str]:
    """Figures and words of the projects of another kind."""
    found = [limits.out_of_bounds(name, value) for name, value in _figures(s) if value is not None]
    for label, word, known in _words(s):
        if word is not None and word not in known:
            found.append(f"{label} vaut « {word} » : les valeurs connues sont {wording.listed(list(known))}.")
    if s.landlord is not None and s.occupancy in ("locataire", "copropriete"):
        found.append("Une mise en location est décrite, mais vous n'êtes pas bailleur : vérifiez le statut.")
    return [sentence for sentence in found if sentence]


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def _figures(s: Situation) -> list[tuple[str, float | None]]:
    condo, landlord = s.condo or CondoProject(), s.landlord or LandlordProject()
    decent, adapt = s.decent or DecentProject(), s.adapt or AdaptProject()
    price = s.cee_price
    return [
        ("condo_homes", condo.homes),
        ("main_homes", condo.main_homes_percent),
        ("condo_works", _euros(condo.works_ht_cents)),
        ("gain", condo.gain_percent),
        ("condo_support", _euros(condo.support_ht_cents)),
        ("condo_homes", condo.borrowing_homes),
        ("rent", _euros(landlord.monthly_rent_cents)),
        ("price", _euros(landlord.price_cents)),
        ("decent_works", _euros(decent.works_ht_cents)),
        ("adapt_works", _euros(adapt.works_ht_cents)),
        ("support_price", _euros(s.support_price_cents)),
        ("cee_price", price.classique_mwh if price else None),
        ("cee_price", price.precarite_mwh if price else None),
    ]


def _words(s: Situation) -> list[tuple[str, str | None, Collection[str]]]:
    landlord, decent, adapt = s.landlord or LandlordProject(), s.decent or DecentProject(), s.adapt or AdaptProject()
    return [
        ("Le niveau de loyer", landlord.rent_level, codes.LEVELS),
        ("Le mode d'intermédiation", landlord.mediation, codes.MEDIATIONS),
        ("L'ampleur des travaux", decent.decay, codes.DECAY),
        ("L'accompagnement", adapt.support, codes.SUPPORT),
    ]


def _age_errors(s: Situation, day: date | None) -> list[str]:
    year = s.built_on.year if s.built_on else s.built_year
    if year is None:
        return []
    if s.built_on and s.built_year not in (None, s.built_on.year):
        return [f"Achevé le {wording.day(s.built_on)} ou construit en {s.built_year} : gardez une seule réponse."]
    if year < 1000:
        return [f"L'année de construction {year} n'est pas plausible : indiquez une année à quatre chiffres."]
    if day and (s.built_on > day if s.built_on else year > day.year):
        return ["Le logement n'est pas achevé à la date de la demande : vérifiez l'année de construction."]
    return []


def _line_errors(line: WorkLine) -> list[str]:
    name = line.label or line.code or "La ligne de travaux"
    found = []
    if line.amount_ht_cents is not None and (error := limits.out_of_bounds("works", line.amount_ht_cents / 100)):
        found.append(f"{name} : {error}")
    if line.quantity is not None and line.quantity < 0:
        found.append(f"{name} : la quantité est négative.")
    if line.geste is not None and line.geste not in codes.GESTES:
        found.append(f"{name} : le geste « {line.geste} » n'existe pas dans la liste des gestes.")
    return found
