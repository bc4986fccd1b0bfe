"""What an input may hold: bounds of plausibility and closed lists, with French sentences for the user."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from faitiere.engines import params

from .columns import FIELDS, Field
from .wording import number

# Plausibility, not law: beyond these a figure is a slip of the keyboard.
BOUNDS: dict[str, tuple[str, float, float, str]] = {
    "household": ("Le nombre de personnes du ménage", 1, 20, ""),
    "income": ("Le revenu fiscal de référence", 0, 10_000_000, " €"),
    "area": ("La surface habitable", 5, 2_000, " m²"),
    "class_before": ("La classe DPE actuelle", 1, 7, ""),
    "class_after": ("La classe DPE visée", 1, 7, ""),
    "works": ("Le montant des travaux", 0, 50_000_000, " €"),
    "gain": ("Le gain énergétique", 0, 100, " %"),
    "gain_denormandie": ("Le gain énergétique", 0, 100, " %"),
    "price": ("Le prix d'achat", 0, 100_000_000, " €"),
    "rent": ("Le loyer mensuel", 0, 100_000, " €"),
    "property_tax": ("La taxe foncière", 0, 1_000_000, " €"),
    "property_tax_rate": ("Le taux d'exonération de taxe foncière", 0, 100, " %"),
    "scop": ("Le SCOP de la pompe à chaleur", 0, 15, ""),
    "fenetres": ("Le nombre de fenêtres", 0, 1_000, ""),
    "condo_homes": ("Le nombre de logements", 1, 10_000, ""),
    "condo_works": ("Le montant des travaux de la copropriété", 0, 1_000_000_000, " €"),
    "condo_support": ("Le prix de l'assistance à maîtrise d'ouvrage", 0, 10_000_000, " €"),
    "main_homes": ("La part de résidences principales", 0, 100, " %"),
    "support_price": ("Le prix de l'accompagnement", 0, 50_000, " €"),
    "cee_price": ("Le prix du CEE", 0, 100, " €/MWh cumac"),
    "decent_works": ("Le montant des travaux", 0, 50_000_000, " €"),
    "adapt_works": ("Le montant des travaux", 0, 50_000_000, " €"),
    **dict.fromkeys(
        ("murs_exterieurs", "murs_interieurs", "rampants_combles", "toiture_terrasse", "plancher_bas"),
        ("La surface à isoler", 0, 100000, " m²"),
    ),
}
_NAMES = {field.key: name for name, field in FIELDS.items()}
WHOLE = frozenset({"household", "class_before", "class_after", "fenetres", "condo_homes"})


def out_of_bounds(name: str, value: float) -> str | None:
    """A sentence when a number cannot be true, else None."""
    label, low, high, unit = BOUNDS[name]
    if low <= value <= high and not (name in WHOLE and value != int(value)):
        return None
    whole = "un nombre entier " if name in WHOLE else ""
    return f"{label} vaut {number(value)}{unit} : indiquez {whole}entre {number(low)} et {number(high)}{unit}.".replace(
        "indiquez entre", "indiquez une valeur entre"
    )


def _field_error(name: str, field: Field, *, value: Any) -> str | None:
    if field.kind in ("code", "mapped"):
        if value in (field.words or {}):
            return None
        known = ", ".join(f"« {word} »" for word in field.words or ())
        return f"{field.key} vaut « {value} » : les valeurs connues sont {known}."
    if field.kind == "bool":
        return None if isinstance(value, bool) else f"{field.key} vaut « {value} » : indiquez true ou false."
    if field.kind == "text":
        return None if isinstance(value, str) else f"{field.key} vaut « {value} » : indiquez un texte."
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return f"{field.key} vaut « {value} » : indiquez un nombre."
    return out_of_bounds(name, value) if name in BOUNDS else None


def entry_errors(entry: Mapping[str, Any]) -> list[str]:
    """Sentences on what is wrong in one entry of the public vocabulary; a missing fact is not an error."""
    found = []
    for key, value in entry.items():
        name = _NAMES.get(key)
        if name is None or value is None:
            continue
        try:
            error = _field_error(name, FIELDS[name], value=value)
        except (TypeError, OverflowError):
            error = f"{key} n'a pas la forme attendue."
        if error:
            found.append(error)
    return found


@params.kept()
def first_day() -> date:
    """The first day for which income ceilings are known."""
    return min(p.valid_from for p in params.store.every() if p.name == "income_ceiling")


def day_warning(on: date) -> str:
    """What to say of a filing date that the verified rules do not cover; empty when they do."""
    first, last = first_day(), params.last_verified("income_ceiling")
    if on < first:
        return (
            f"Aucun barème n'est connu au {on:%d/%m/%Y} : les plus anciens datent du {first:%d/%m/%Y}. "
            "Les aides ne sont pas chiffrées."
        )
    if on > last:
        return (
            f"Les règles sont vérifiées jusqu'au {last:%d/%m/%Y}. Pour une demande au {on:%d/%m/%Y}, le calcul garde "
            "les dernières règles vérifiées et marque « à confirmer » celles qui ont changé depuis."
        )
    return ""


def joined(sentences: Iterable[str]) -> str:
    """Several sentences as one text."""
    return " ".join(sentences)
