"""French words of the dated parameters on the page of rules: their subject, their name, what they are about."""

from faitiere.engines.aids.codes import CATEGORY_LABELS, GESTES

SUBJECTS = (
    ("income_", "Plafonds de revenus"),
    ("mpra_", "MaPrimeRénov’ parcours accompagné"),
    ("mar_", "Mon Accompagnateur Rénov’"),
    ("mpr_geste_", "MaPrimeRénov’ par geste"),
    ("cee_", "Prime énergie (CEE)"),
    ("copro_", "MaPrimeRénov’ copropriété"),
    ("eco_ptz_", "Éco-prêt à taux zéro"),
    ("par_plus_", "Prêt avance rénovation"),
    ("vat_", "TVA"),
    ("property_tax_", "Taxe foncière"),
    ("denormandie_", "Denormandie"),
    ("ort_", "Denormandie"),
    ("locavantages_", "Loc’Avantages"),
    ("mpld_", "Ma Prime Logement Décent"),
    ("mpa_", "MaPrimeAdapt’"),
)
OTHERS = "Autres règles"
# Words of the last part of a name, whatever its subject.
WORDS = {
    "ceiling": "Plafond",
    "rate": "Taux",
    "cap": "Écrêtement",
    "works_ceiling": "Plafond de travaux",
    "advance": "Avance",
    "bonus": "Bonus",
    "worst_class": "Classes admises",
    "closed": "Fermeture",
    "cost": "Coût",
    "cost_ceiling": "Plafond de coût",
    "amount": "Montant",
    "expense": "Dépense éligible",
    "home_age": "Âge du logement",
    "fiche": "Fiche",
    "coup_de_pouce": "Coup de pouce",
    "zone": "Zone climatique",
    "area_factor": "Facteur de surface",
    "zone_factor": "Facteur de zone",
    "price": "Prix du kWh cumac",
    "ampleur": "Rénovation d’ampleur",
    "window_area": "Surface d’une fenêtre",
    "works_per_m2": "Plafond par m²",
    "years": "Durée",
    "gain": "Gain minimal",
    "exemption": "Exonération",
    "commune": "Commune concernée",
    "min_jumps": "Classes à gagner",
    "insulation_works": "Gestes d’isolation",
    "area_max": "Surface maximale",
    "support": "Accompagnement",
    "reduction_max": "Réduction maximale",
    "base_max": "Base maximale",
    "free_years": "Années sans intérêt",
    "project_rate": "Taux du projet",
    "appointment": "Rendez-vous obligatoire",
    "quota": "Quota",
    "main_homes": "Part de résidences principales",
    "individual": "Prime individuelle",
    "gain_bonus": "Bonus de gain",
    "works_share": "Part de travaux",
    "income_min": "Revenu minimal",
    "spend_1": "Dépense sur un an",
    "spend_3": "Dépense sur trois ans",
    "dpe_required": "DPE demandé",
    "fg_houses": "Maisons F et G admises",
    "in_public_total": "Compté dans le total du modèle public",
    "fg_excluded": "Maisons F et G exclues",
}
KEYS = {
    "category": "ménage",
    "household": "personnes",
    "zone": "zone",
    "jumps": "classes gagnées",
    "department": "département",
    "works": "travaux",
    "commune": "commune",
    "years": "années",
    "area_from": "à partir de, en m²",
    "variant": "cas",
    "case": "cas",
    "kind": "cas",
    "table": "fiche",
    "level": "niveau",
    "intermediation": "intermédiation",
    "geste": "",
}
VALUES = CATEGORY_LABELS | GESTES | {"extra": "par personne en plus", "ile_de_france": "Île-de-France"}
VALUES |= {"autres_regions": "autres régions", "drom": "outre-mer", "metropole": "métropole", "energie": "énergie"}
VALUES |= {"mpr_accompagnee": "parcours accompagné", "globale": "performance globale", "parois_vitrees": "fenêtres"}


# Code of an aid → prefix of its parameters.
_PREFIXES = {
    "mpr_accompagne": "mpra_",
    "mar": "mar_",
    "mpr_geste": "mpr_geste_",
    "cee": "cee_",
    "cee_ampleur": "cee_",
    "mpr_copropriete": "copro_",
    "copro_amo": "copro_",
    "eco_ptz_copro": "eco_ptz_",
    "prime_intermediation": "locavantages_",
    "prime_individuelle": "copro_",
    "mpld": "mpld_",
    "mpa": "mpa_",
    "eco_ptz": "eco_ptz_",
    "par_plus": "par_plus_",
    "tva": "vat_",
    "taxe_fonciere": "property_tax_",
    "locavantages": "locavantages_",
    "denormandie": "denormandie_",
}


def aid_subject(code: str) -> str:
    """Heading the parameters of an aid stand under; empty for a local aid."""
    return dict(SUBJECTS).get(_PREFIXES.get(code, ""), "")


def subject(name: str) -> str:
    """Heading a parameter stands under; "Autres règles" when no prefix matches."""
    return next((heading for prefix, heading in SUBJECTS if name.startswith(prefix)), OTHERS)


def title(name: str) -> str:
    """What the parameter is, in words; the last part of its technical name when nobody named it."""
    prefix = next((one for one, _ in SUBJECTS if name.startswith(one)), "")
    rest = name.removeprefix(prefix)
    return WORDS.get(rest, rest.replace("_", " ").capitalize())


def about(keys: tuple[tuple[str, str], ...]) -> str:
    """What a value is about: "ménage modeste, personnes 4, zone autres régions"."""
    said = [f"{KEYS.get(key, key)} {VALUES.get(value, value.replace('_', ' '))}".strip() for key, value in keys]
    return ", ".join(said)
