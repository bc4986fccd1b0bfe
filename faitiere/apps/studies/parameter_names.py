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
    ("vote_", "Assemblées et votes"),
    ("meeting_", "Assemblées et votes"),
    ("minutes_", "Assemblées et votes"),
    ("postal_", "Assemblées et votes"),
    ("challenge_", "Assemblées et votes"),
    ("opt_out_", "Assemblées et votes"),
    ("motion_", "Assemblées et votes"),
    ("pppt_", "Obligations des immeubles"),
    ("collective_dpe_", "Obligations des immeubles"),
    ("rnic_", "Obligations des immeubles"),
    ("rental_", "Obligations des immeubles"),
    ("bes_", "Factures d’énergie"),
    ("bill_", "Factures d’énergie"),
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
    "price_kind": "Tarif appliqué au ménage",
    "supplier_price": "Prix du kWh cumac chez un fournisseur",
    "age": "Âge de l’immeuble",
    "amo_ceiling": "Plafond de l’assistance à maîtrise d’ouvrage",
    "amo_floor": "Plancher de l’assistance à maîtrise d’ouvrage",
    "amo_rate": "Taux de l’assistance à maîtrise d’ouvrage",
    "bonus_class": "Bonus de sortie de passoire",
    "bonus_fragile": "Bonus des copropriétés fragiles",
    "bonus_from": "Bonus : classe de départ",
    "bonus_to": "Bonus : classe d’arrivée",
    "gain_high": "Gain du taux élevé",
    "gain_low": "Gain du premier taux",
    "small": "Petite copropriété",
    "condo": "Ouvert aux copropriétés",
    "premium": "Prime d’intermédiation",
    "premium_area": "Surface de la petite surface",
    "cost_ceiling_unfit": "Plafond de coût, logement indigne",
    "threshold": "Majorité",
    "head_count": "Majorité en nombre de copropriétaires",
    "second_threshold": "Seuil du second vote",
    "second_head_count": "Seuil du second vote, en nombre",
    "two_owners": "Syndicat de deux copropriétaires",
    "proxy_count": "Pouvoirs d’un mandataire",
    "proxy_share": "Voix d’un mandataire",
    "new_meeting_months": "Nouvelle assemblée",
    "agenda_settled_days": "Ordre du jour arrêté avant la convocation",
    "notice_days": "Convocation",
    "second_notice_days": "Convocation de la nouvelle assemblée",
    "notice_months": "Notification du procès-verbal",
    "vote_clear_days": "Votes par correspondance",
    "months": "Délai de contestation",
    "refusal_months": "Refus du prêt collectif",
    "max_years": "Durée maximale du prêt collectif",
    "article": "Majorité d’une résolution",
    "opt_out_loan": "Travaux du prêt collectif de tous, sauf refus",
    "payment_months": "Paiement de toute sa part",
    "due_on": "Échéance",
    "every": "Renouvellement",
    "building_age": "Âge de l’immeuble",
    "no_renewal": "Dispense de renouvellement",
    "permit_before": "Permis déposé avant",
    "update_every": "Mise à jour du registre",
    "update_months": "Mise à jour après l’approbation des comptes",
    "ban_on": "Interdiction de louer",
    "altitude": "Correction d’altitude",
    "hot_water_kwh_m3": "Énergie d’un mètre cube d’eau chaude",
    "hot_water_m3": "Eau chaude d’un logement",
    "plausible": "Bornes d’une valeur vraisemblable",
    "reference": "Immeuble de comparaison",
    "kwh_per_unit": "Énergie d’une unité achetée",
    "primary_factor": "Coefficient d’énergie primaire",
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
    "article": "article",
    "motion": "résolution",
    "lots": "lots",
    "label": "classe",
    "energy": "énergie",
    "energy_unit": "unité",
    "key": "",
    "geste": "",
}
VALUES = CATEGORY_LABELS | GESTES | {"extra": "par personne en plus", "ile_de_france": "Île-de-France"}
VALUES |= {"autres_regions": "autres régions", "drom": "outre-mer", "metropole": "métropole", "energie": "énergie"}
VALUES |= {"mpr_accompagnee": "parcours accompagné", "globale": "performance globale", "parois_vitrees": "fenêtres"}
VALUES |= {"travaux_energie": "travaux d’énergie", "maitrise_oeuvre": "maîtrise d’œuvre", "audit": "audit énergétique"}
VALUES |= {"pret_sauf_refus": "prêt de tous, sauf refus", "pret_adherents": "prêt de ceux qui y adhèrent"}
VALUES |= {"parties_communes": "parties communes", "fonds_travaux": "fonds de travaux", "dtg": "DTG", "amo": "AMO"}
VALUES |= {"pppt": "projet de plan pluriannuel", "ppt": "plan pluriannuel", "reglement": "règlement"}
VALUES |= {"gas": "gaz", "electricity": "électricité", "oil": "fioul", "fuel": "combustible", "district": "réseau"}
VALUES |= {"logs": "bûches", "pellets": "granulés", "average": "moyen", "efficient": "efficace"}
VALUES |= {"kwh_m2_low": "kWh/m², le moins", "kwh_m2_high": "kWh/m², le plus", "year_ratio": "écart entre deux années"}
VALUES |= {"cents_kwh_low": "centimes le kWh, le moins", "cents_kwh_high": "centimes le kWh, le plus"}


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
    rest = _rest(name)
    return WORDS.get(rest, rest.replace("_", " ").capitalize())


def is_named(name: str) -> bool:
    """Somebody wrote its French name."""
    return _rest(name) in WORDS


def _rest(name: str) -> str:
    """Name of a parameter without the prefix of its subject."""
    return name.removeprefix(next((one for one, _ in SUBJECTS if name.startswith(one)), ""))


def about(keys: tuple[tuple[str, str], ...]) -> str:
    """What a value is about: "ménage modeste, personnes 4, zone autres régions"."""
    said = [f"{KEYS.get(key, key)} {VALUES.get(value, value.replace('_', ' '))}".strip() for key, value in keys]
    return ", ".join(said)
