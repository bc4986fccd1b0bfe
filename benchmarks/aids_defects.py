"""Defects of the public model, by name: the only values left out of the conformity score, each with its legal reason.

Numbers 1 to 11 are those of the oracle's LISEZMOI; those after are the errors of npm 2.3.1 found by comparison,
which the public model itself mended later or which a text contradicts. Every defect that leaves a value out has a
test that states the law (``faitiere/engines/aids/tests/test_known_defects.py``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Defect:
    """Values that are not compared: which outputs, in which lines of which grid, and the text they contradict."""

    number: int
    name: str
    law: str
    outputs: Callable[[str], bool]
    when: Callable[[Row, Row], bool]
    grids: tuple[str, ...] = ("npm-2.3.1", "2025-12-18", "2026-branche")


_NPM = ("npm-2.3.1",)


def _starts(*names: str) -> Callable[[str], bool]:
    return lambda key: key.startswith(names)


def _always(entry: Row, found: Row) -> bool:
    return True


def _other_department(entry: Row, found: Row) -> bool:
    return entry.get("menage_departement_code") != entry.get("logement_departement_code")


_HEATING = tuple(
    f"geste_{geste}_{kind}"
    for geste in (
        "pac_air_eau",
        "pac_geothermique",
        "pac_solarothermique",
        "systeme_solaire_combine",
        "chaudiere_bois_manuelle",
        "chaudiere_bois_automatique",
        "reseau_chaleur",
    )
    for kind in ("coup_de_pouce", "total")
)

DEFECTS = (
    Defect(
        1,
        "taxe foncière refusée de 10 à 15 ans",
        "CGI art. 1383-0 B : logements achevés depuis plus de dix années",
        _starts("taxe_fonciere"),
        lambda e, s: e["logement_periode_construction"] == "de 10 à 15 ans",
    ),
    Defect(
        2,
        "éco-PTZ de 50 000 € sur 20 ans dès que MaPrimeRénov' par geste est possible",
        "CGI art. 244 quater U ; service-public.fr F19905 : 7 000 à 30 000 € selon le nombre d'actions",
        _starts("eco_ptz_montant", "eco_ptz_duree"),
        lambda e, s: bool(s["mpr_geste_eligible"]) and not s["mpra_eligible"],
    ),
    Defect(
        2,
        "éco-PTZ de 50 000 € sur 20 ans quels que soient les travaux (même défaut, sans condition dans npm 2.3.1)",
        "CGI art. 244 quater U ; service-public.fr F19905 : 7 000 à 30 000 € selon le nombre d'actions",
        _starts("eco_ptz_montant", "eco_ptz_duree"),
        _always,
        _NPM,
    ),
    Defect(
        3,
        "prime individuelle comptée sans projet de copropriété",
        "délibération Anah sur MaPrimeRénov' Copropriété : la prime suit l'aide accordée au syndicat",
        _starts("copro_prime_individuelle"),
        _always,
    ),
    Defect(
        3,
        "prime individuelle comptée dans le total",
        "délibération Anah sur MaPrimeRénov' Copropriété : la prime suit l'aide accordée au syndicat",
        _starts("ampleur_total"),
        lambda e, s: bool(s["copro_prime_individuelle"]) or e["proprietaire_statut"] == "copropriété",
    ),
    Defect(
        4,
        "plafond de travaux de Ma Prime Logement Décent non appliqué",
        "guide des aides Anah : 70 000 € HT, 50 000 € HT quand le logement reste en F ou G",
        _starts("mpld_montant"),
        lambda e, s: e["mpld_situation"] == "occupant" and e["mpld_travaux_eur"] > 50_000,
    ),
    Defect(
        5,
        "PAR+ ouvert à l'acquéreur",
        "service-public.fr F38425 : le logement ne peut pas être en cours d'acquisition",
        _starts("par_plus"),
        lambda e, s: e["proprietaire_statut"] == "acquéreur",
    ),
    Defect(
        7,
        "Corse (2A et 2B) en zone H1",
        "arrêté du 22 décembre 2014 modifié, annexe : la Corse est en zone H3",
        lambda key: key == "zone_climatique" or key.endswith(("_cee", "_total")),
        lambda e, s: e.get("logement_departement_code") in ("2A", "2B"),
    ),
    Defect(
        10,
        "Coups de pouce sans contrôle des conditions CEE",
        "arrêté du 29 décembre 2014 modifié : bâtiment existant depuis plus de deux ans",
        lambda key: key in _HEATING,
        lambda e, s: not s["cee_conditions"],
    ),
    Defect(
        11,
        "surface de fenêtre CEE par défaut",
        "fiche BAR-EN-104 : surface des fenêtres posées (LISEZMOI de l'oracle : sortie à ignorer)",
        _starts("geste_fenetres_cee", "geste_fenetres_total"),
        _always,
        _NPM,
    ),
    Defect(
        12,
        "zone climatique du domicile du ménage, non du logement",
        "fiches CEE, arrêté du 22 décembre 2014 modifié : zone climatique du bâtiment des travaux ; corrigé ensuite",
        lambda key: key == "zone_climatique" or key.endswith(("_cee", "_total")),
        _other_department,
        _NPM,
    ),
    Defect(
        13,
        "pompe à chaleur solarothermique sans CEE ni Coup de pouce",
        "fiche BAR-TH-172 et charte Coup de pouce chauffage ; erreur signalée par la DGEC (betagouv/reno#414, #415)",
        _starts("geste_pac_solarothermique"),
        _always,
        _NPM,
    ),
    Defect(
        14,
        "Coup de pouce Rénovation d'ampleur accordé au syndicat de copropriété",
        "charte « Rénovation d'ampleur des maisons et appartements individuels » (BAR-TH-174 et 175) ; corrigé ensuite",
        _starts("cee_renovation_ampleur"),
        lambda e, s: e["proprietaire_statut"] == "copropriété",
        _NPM,
    ),
    Defect(
        16,
        "outre-mer traité comme la métropole",
        "fiches CEE de France métropolitaine ; arrêté du 14 janvier 2020 : 2 ans outre-mer ; corrigé ensuite",
        lambda key: key.startswith(("geste_", "cee_", "mpr_geste_eligible", "ampleur_total")),
        lambda e, s: e.get("logement_region_code") in ("01", "02", "03", "04", "06"),
        _NPM,
    ),
    Defect(
        15,
        "taux de copropriété multiplié par cent sous 35 % de gain",
        "erreur d'unité : les bonus sont des points ; l'aide est refusée de toute façon sous 35 %",
        _starts("copro_taux"),
        lambda e, s: e["copro_gain_energetique"] == "moins de 35 %",
    ),
)


def defect(key: str, line: Row, *, grid: str) -> Defect | None:
    """The defect that makes a value of the public model wrong, None when it is to be compared."""
    entry, found = line["entrees"], line["sorties"]
    return next((d for d in DEFECTS if grid in d.grids and d.outputs(key) and d.when(entry, found)), None)
