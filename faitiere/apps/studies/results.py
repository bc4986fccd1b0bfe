"""Reading of the engine's summaries as the charts and the money of the screens need them. Pure."""

# Keys of the engine's summary → keys of the charts.
_USES = {
    "chauffage": "chauffage",
    "eau_chaude": "ecs",
    "refroidissement": "refroidissement",
    "eclairage": "eclairage",
    "auxiliaires": "auxiliaires",
}
_PARTS = {
    "toiture": ("toiture",),
    "murs": ("murs",),
    "fenetres_portes": ("fenetres", "portes"),
    "plancher_bas": ("plancher_bas",),
    "air": ("renouvellement_air",),
    "ponts_thermiques": ("ponts_thermiques",),
}


def losses_of(summary: dict) -> dict[str, float]:
    """W/K by part of the house, windows and doors together."""
    by_key = {one["key"]: one["w_k"] or 0 for one in summary["losses"]}
    return {part: sum(by_key[key] for key in keys) for part, keys in _PARTS.items()}


def uses_of(summary: dict) -> dict[str, float]:
    """kWh of final energy a year by use of the charts."""
    return {_USES[one["key"]]: max(one["final_kwh"] or 0, 0) for one in summary["uses"]}


def cost_cents(summary: dict) -> tuple[int, int, int]:
    """Energy bill of a year in cents: low, likely, high."""
    cost = summary["cost_eur"]
    return tuple(round(cost[which] * 100) for which in ("low", "likely", "high"))
