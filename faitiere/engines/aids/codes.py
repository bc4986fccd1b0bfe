"""The closed lists the rules reason on: position in the list = integer code in the columns, -1 = unknown."""

CATEGORIES = ("tres_modeste", "modeste", "intermediaire", "superieur")
CATEGORY_LABELS = {
    "tres_modeste": "très modeste",
    "modeste": "modeste",
    "intermediaire": "intermédiaire",
    "superieur": "supérieure",
}
INCOME_ZONES = ("autres_regions", "ile_de_france")
HOUSEHOLDS = ("1", "2", "3", "4", "5", "extra")
JUMPS = ("2", "3", "4")

OWNER, BUYER, TENANT, SYNDICATE = range(4)
HOUSE, FLAT = range(2)
CLASSES = ("A", "B", "C", "D", "E", "F", "G")

TERRITORIES = ("metropole", "drom")
ILE_DE_FRANCE_REGION = "11"
ILE_DE_FRANCE_DEPARTMENTS = ("75", "77", "78", "91", "92", "93", "94", "95")
DROM_REGIONS = ("01", "02", "03", "04", "06")
CLIMATE_ZONES = ("H1", "H2", "H3")

WORKS = (
    "parois_vitrees",
    "un_poste",
    "deux_postes",
    "trois_postes",
    "globale",
    "assainissement",
    "mpr_accompagnee",
)
GLOBAL_WORKS = WORKS.index("globale")
ACCOMPANIED_WORKS = WORKS.index("mpr_accompagnee")

GESTES = {
    "pac_air_eau": "Pompe à chaleur air/eau",
    "pac_geothermique": "Pompe à chaleur géothermique",
    "pac_solarothermique": "Pompe à chaleur solarothermique",
    "pac_air_air": "Pompe à chaleur air/air",
    "chauffe_eau_thermodynamique": "Chauffe-eau thermodynamique",
    "chauffe_eau_solaire": "Chauffe-eau solaire individuel",
    "systeme_solaire_combine": "Système solaire combiné",
    "pvt_eau": "Partie thermique d'un capteur solaire hybride (PVT eau)",
    "chaudiere_bois_manuelle": "Chaudière à bûches (alimentation manuelle)",
    "chaudiere_bois_automatique": "Chaudière à granulés ou plaquettes (alimentation automatique)",
    "insert": "Foyer fermé ou insert",
    "poele_buches": "Poêle à bûches",
    "poele_granules": "Poêle à granulés",
    "reseau_chaleur": "Raccordement à un réseau de chaleur",
    "reseau_froid": "Raccordement à un réseau de froid",
    "depose_cuve_fioul": "Dépose de cuve à fioul",
    "vmc_double_flux": "Ventilation double flux",
    "audit": "Audit énergétique",
    "fenetres": "Fenêtres en remplacement de simple vitrage",
    "murs_exterieurs": "Isolation des murs par l'extérieur",
    "murs_interieurs": "Isolation des murs par l'intérieur",
    "rampants_combles": "Isolation des rampants ou des combles",
    "toiture_terrasse": "Isolation de toiture-terrasse",
    "plancher_bas": "Isolation de plancher bas",
}
AREA_GESTES = ("murs_exterieurs", "murs_interieurs", "rampants_combles", "toiture_terrasse", "plancher_bas")

LEVELS = ("loc1", "loc2", "loc3")
MEDIATIONS = {"location": "location à un organisme", "mandat": "mandat de gestion"}
RENT_YEARS = ("6", "9", "12")
DECAY = ("tres_degrade", "securite", "moyennement_degrade")
SUPPORT = ("socle", "complet", "complet_rapport")
CONDO_GAINS = ("moins_35", "35-50", "50+")

HEAT_USES = ("chauffage", "chauffage_eau")
ETAS_AIR = ("111-140", "140-170", "170-200", "200+")
ETAS_GROUND = ("111-140", "140-170", "170-200", "200-230", "230+")
ETAS_WOOD = ("66-72", "72-80", "80+")
VMC_KINDS = ("autoréglable", "modulée")
