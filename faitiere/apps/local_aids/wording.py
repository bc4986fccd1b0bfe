"""A local aid in French words: for whom, for what, how much, with what. Pure."""

from faitiere.engines.aids.codes import CATEGORY_LABELS
from faitiere.engines.energy import works
from faitiere.lib.numbers import join_words, money, trimmed

from .enums import Audience, TierKind


def terms_words(terms: dict, *, places: str, others: dict[str, str]) -> list[tuple[str, str]]:
    """The rules line by line.

    places  where the home must be, in words
    others  names of the aids by code, for those it is not added to
    """
    excluded = join_words([others.get(code, code) for code in terms["excludes"]])
    with_what = f"Ne s'ajoute pas à {excluded}." if excluded else "S'ajoute aux autres aides."
    if terms["cap_rate"]:
        with_what += f" Toutes aides comprises : {_percent(terms['cap_rate'])} du coût TTC au plus."
    return [
        ("Où", places),
        ("Pour qui", audience_words(terms)),
        ("Travaux", works_words(terms)),
        ("Conditions", conditions_words(terms)),
        ("Montant", amount_words(terms["tiers"])),
        ("Avec quoi", with_what),
        ("Démarche", terms["to_do"] or "Non dite."),
        ("Versement", terms["paid_when"] or "Selon le règlement de la collectivité."),
    ]


def audience_words(terms: dict) -> str:
    who = join_words([Audience(code).label.lower() for code in terms["audiences"]])
    return f"{who[:1].upper()}{who[1:]}, {categories_words(terms['categories'])}"


def categories_words(categories: list[str]) -> str:
    if not categories:
        return "quels que soient les revenus"
    return f"revenus de catégorie {join_words([CATEGORY_LABELS[code] for code in categories])}"


def works_words(terms: dict) -> str:
    named = join_words([works.entry(code).libelle for code in terms["works"]])
    least = f" ; plus de {money(terms['min_works_cents'])} HT" if terms["min_works_cents"] else ""
    return f"{named or 'Tous les travaux'}{least}"


def conditions_words(terms: dict) -> str:
    said = []
    if terms["min_gain"]:
        said.append(f"un gain d'énergie de {_percent(terms['min_gain'])} au moins")
    if terms["min_jumps"]:
        said.append(f"{terms['min_jumps']} classes gagnées au moins")
    if terms["class_before"]:
        said.append(f"un logement classé {terms['class_before']} ou moins bien")
    if terms["class_after"]:
        said.append(f"la classe {terms['class_after']} ou mieux après travaux")
    if terms["min_age"]:
        said.append(f"un logement d'au moins {terms['min_age']} ans")
    words = join_words(said)
    return f"{words[:1].upper()}{words[1:]}" if words else "Aucune autre."


def amount_words(tiers: list[dict]) -> str:
    """ "20 % du coût hors taxes, 1 500 € au plus ; dès 35 % de gain : 2 000 €"."""
    return " ; ".join(_tier_words(tier) for tier in tiers)


def _tier_words(tier: dict) -> str:
    start, end = tier["gain_from"], tier["gain_to"]
    when = []
    if start and end is not None:
        when.append(f"de {trimmed(start, 1)} à moins de {_percent(end)} de gain")
    elif start:
        when.append(f"dès {_percent(start)} de gain")
    elif end is not None:
        when.append(f"sous {_percent(end)} de gain")
    if tier["categories"]:
        when.append(categories_words(tier["categories"]))
    limit = f", {money(tier['amount_max_cents'])} au plus" if tier["amount_max_cents"] is not None else ""
    head = f"{join_words(when)} : " if when else ""
    return f"{head}{_sum_words(tier)}{limit}"


def _sum_words(tier: dict) -> str:
    if tier["kind"] == TierKind.FLAT:
        return money(tier["value"])
    if tier["kind"] == TierKind.PER_M2:
        return f"{money(tier['value'], with_cents=bool(tier['value'] % 100))} par m²"
    top = (
        f", dans la limite de {money(tier['works_max_cents'])} de travaux"
        if tier["works_max_cents"] is not None
        else ""
    )
    return f"{_percent(tier['value'])} du coût hors taxes{top}"


def _percent(value: float) -> str:
    return f"{trimmed(value, 1)}\u00a0%"
