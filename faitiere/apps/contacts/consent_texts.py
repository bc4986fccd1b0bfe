"""The sentence a person is read or shown when it is asked to agree, per purpose: kept as proof with its answer."""

from types import MappingProxyType

from .enums import Purpose

TEXTS = MappingProxyType(
    {
        Purpose.FOLLOW_UP: (
            "Le guichet garde vos coordonnées et ce que vous dites de votre logement pour suivre votre projet de "
            "rénovation. Vous pouvez les voir, les corriger et les faire effacer à tout moment."
        ),
        Purpose.NEWSLETTER: (
            "Le guichet vous envoie sa lettre d'information par e-mail. Chaque lettre contient un lien pour ne plus "
            "la recevoir."
        ),
        Purpose.STATISTICS: (
            "Le guichet transmet à ses financeurs ce qui a été fait pour votre logement, avec votre nom, afin de "
            "rendre compte de son activité. Sans votre accord, seuls des nombres sont transmis."
        ),
        Purpose.OWNER_PLAN: (
            "Le guichet garde vos réponses (occupation, taille du ménage, revenus, prêt souhaité) pour calculer votre "
            "plan de financement dans cette copropriété, et pour rien d'autre. Vous et votre conseiller les voyez. "
            "Ni le conseil syndical, ni le syndic, ni les autres copropriétaires ne les voient. Vous pouvez les "
            "effacer à tout moment."
        ),
    }
)
SOURCES = (
    ("Téléphone", "Au téléphone"),
    ("Guichet", "Au guichet"),
    ("Papier signé", "Sur papier signé"),
    ("Courriel", "Par courriel"),
)
