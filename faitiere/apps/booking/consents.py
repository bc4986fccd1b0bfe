"""What a visitor accepts when it books, or waits for a slot."""

BOOKING_CONSENT = (
    "J'accepte que le guichet garde ces informations pour préparer le rendez-vous et suivre mon projet. "
    "Je peux les voir, les corriger ou les faire effacer à tout moment."
)
WAITING_CONSENT = (
    "J'accepte que le guichet garde ces coordonnées pour me prévenir si une place se libère. "
    "Elles sont effacées quand je prends rendez-vous, quand je quitte la liste ou à la fin de l'attente."
)
