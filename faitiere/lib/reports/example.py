"""An invented compte rendu, to see the document and to measure its speed: people and figures do not exist."""

from datetime import date

from .compte_rendu import (
    Aid,
    AidStatus,
    Branding,
    CompteRendu,
    Contact,
    Fact,
    HomeToday,
    Hypothesis,
    Loan,
    NextStep,
    Plan,
    Scenario,
    Work,
)

_ROOF = Work(label="Isolation des combles", quantity="92 m²", price_low=640_000, price_high=830_000)
_AIR = Work(label="Ventilation hygroréglable", quantity="1", price_low=220_000, price_high=310_000)
_WALLS = Work(label="Isolation des murs par l’extérieur", quantity="118 m²", price_low=1_990_000, price_high=2_360_000)
_WINDOWS = Work(label="Fenêtres à double vitrage", quantity="9 fenêtres", price_low=500_000, price_high=700_000)
_PUMP = Work(label="Pompe à chaleur air-eau", quantity="1", price_low=850_000, price_high=1_000_000)

BRANDING = Branding(territory="Toulouse Métropole")
CONTACT = Contact(
    name="Le Guichet Rénovation",
    address="1 place de l’Exemple, 31000 Toulouse",
    phone="05 36 49 12 40",
    email="bonjour@guichet.example",
    hours="du lundi au vendredi, de 9 h à 12 h 30 et de 13 h 30 à 17 h",
)

TODAY = HomeToday(
    facts=(
        Fact(label="Maison", value="1974, un étage, 104 m²", source="Base nationale des bâtiments"),
        Fact(label="Murs", value="Brique creuse de 20 cm, non isolés", source="Vu sur place le 12 novembre 2026"),
        Fact(label="Combles", value="8 cm de laine de verre tassée", source="Vu sur place le 12 novembre 2026"),
        Fact(label="Fenêtres", value="Double vitrage de 1992, bois", source="Dit par le ménage"),
        Fact(label="Chauffage", value="Chaudière gaz de 1998", source="Facture d’entretien du 14 janvier 2026"),
    ),
    classe="F",
    possible=("E", "F"),
    ep=352,
    ges=71,
    losses={
        "murs": 118,
        "toiture": 138,
        "plancher_bas": 49,
        "fenetres_portes": 64,
        "ponts_thermiques": 30,
        "air": 94,
    },
    is_house=True,
    uses={"chauffage": 29_400, "ecs": 3_900, "eclairage": 410, "auxiliaires": 780},
    cost_low=245_000,
    cost_likely=289_000,
    cost_high=330_000,
)

SCENARIOS = (
    Scenario(
        letter="A",
        title="Le toit d’abord",
        merit="Le moins cher à lancer",
        works=(_ROOF, _AIR),
        price_low=860_000,
        price_likely=949_500,
        price_high=1_140_000,
        aids=90_000,
        saving=0.18,
        classe="E",
        bill=241_000,
        monthly_change=800,
        uses={"chauffage": 23_600, "ecs": 3_900, "eclairage": 410, "auxiliaires": 500},
    ),
    Scenario(
        letter="B",
        title="Deux classes de mieux",
        merit="Ouvre l’aide principale",
        works=(_ROOF, _AIR, _WALLS),
        price_low=2_850_000,
        price_likely=3_165_000,
        price_high=3_500_000,
        aids=1_800_000,
        saving=0.37,
        classe="D",
        bill=183_000,
        monthly_change=-1_200,
        uses={"chauffage": 17_000, "ecs": 3_900, "eclairage": 410, "auxiliaires": 500},
    ),
    Scenario(
        letter="C",
        title="En une seule fois",
        merit="Coûte le moins chaque mois",
        works=(_ROOF, _AIR, _WALLS, _WINDOWS, _PUMP),
        price_low=4_200_000,
        price_likely=4_642_000,
        price_high=5_200_000,
        aids=2_400_000,
        saving=0.7,
        classe="B",
        bill=98_000,
        monthly_change=-3_461,
        uses={"chauffage": 7_400, "ecs": 1_900, "eclairage": 410, "auxiliaires": 640},
    ),
)

AIDS = (
    Aid(
        name="MaPrimeRénov’ accompagnée",
        status=AidStatus.OUI,
        amount=2_400_000,
        reason="60 % des travaux, retenus jusqu’à 40 000 € hors taxes, car vos revenus sont modestes et la "
        "maison gagne quatre classes.",
        source="Décret n° 2025-956",
        source_date=date(2025, 9, 30),
        action="déposer la demande avec votre accompagnateur et attendre l’accord écrit.",
        before_signing=True,
    ),
    Aid(
        name="Prime énergie (CEE)",
        status=AidStatus.NON,
        amount=None,
        reason="Déjà comptée dans MaPrimeRénov’ accompagnée : les deux ne s’ajoutent pas.",
        source="Décret n° 2025-956",
        source_date=date(2025, 9, 30),
    ),
    Aid(
        name="Prime de Toulouse Métropole",
        status=AidStatus.A_CONFIRMER,
        amount=None,
        reason="Le dernier règlement trouvé date de 2020. Nous ne comptons rien tant que le service n’a pas confirmé.",
        source="Règlement métropolitain",
        source_date=date(2020, 10, 15),
        action="nous posons la question au service et vous écrivons la réponse.",
    ),
)

PLAN = Plan(
    works=4_400_000,
    vat=242_000,
    vat_label="TVA à 5,5 %",
    aids=(("MaPrimeRénov’ accompagnée", 2_400_000),),
    loans=(Loan(label="Éco-prêt à taux zéro", years=15, monthly=12_456),),
    energy_saved=15_917,
    to_advance=4_642_000,
    advance_note="Ce sera le cas si l’aide arrive après les travaux. Demandez l’avance et l’éco-prêt avant de "
    "commencer.",
    cash=tuple(round(15_917 * 1.02**year) - (12_456 if year < 15 else 0) for year in range(20)),
)

SAID = """Vous avez froid dans les chambres et la chaudière peut tenir encore trois ans, d’après votre plombier.
Vous hésitez à tout faire d’un coup, à cause de l’avance des fonds.

Nous avons regardé ensemble :
- ce que coûte le toit seul, et ce qu’il change ;
- pourquoi les aides sont plus fortes quand la maison gagne deux classes ;
- comment ne pas avancer l’aide.

Votre fille suit le dossier avec vous : nous l’inviterons dans votre espace."""

EXAMPLE = CompteRendu(
    branding=BRANDING,
    organisation="Le Guichet Rénovation, service public",
    advisor="Inès Delmas",
    advisor_role="conseillère",
    household=("Yvette Cazalbou", "Gérard Cazalbou"),
    home_address="14 chemin du Vieux-Pigeonnier, 31270 Cugnaux",
    case_number="31-2026-0841",
    met_on=date(2026, 11, 23),
    issued_on=date(2026, 11, 24),
    said=SAID,
    today=TODAY,
    scenarios=SCENARIOS,
    chosen="C",
    aids=AIDS,
    plan=PLAN,
    steps=(
        NextStep(what="Envoyer votre avis d’impôt 2026", who="Vous", when=date(2026, 12, 4)),
        NextStep(what="Demander trois devis pour les murs et la pompe à chaleur", who="Vous, avec notre liste"),
        NextStep(what="Relire les devis ligne par ligne", who="Inès Delmas", when=date(2027, 1, 28)),
    ),
    hypotheses=(
        Hypothesis(label="Moteur de calcul", value="3CL de Faîtière, version 0.1.0", dated=date(2026, 11, 17)),
        Hypothesis(label="Barèmes des aides", value="Vérifiés aux textes officiels", dated=date(2026, 11, 20)),
        Hypothesis(
            label="Prix de l’énergie",
            value="Gaz 0,094 € et électricité 0,226 € par kWh ; hausse de 2 % par an",
            dated=date(2026, 8, 1),
        ),
        Hypothesis(label="Prix des travaux", value="Fourchettes du catalogue du guichet", dated=date(2026, 6, 1)),
    ),
    contact=CONTACT,
)
