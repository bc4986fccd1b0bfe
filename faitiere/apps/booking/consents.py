"""What a visitor accepts when it books."""

BOOKING_CONSENT = (
    "J'accepte que le guichet garde ces informations pour préparer le rendez-vous et suivre mon projet. "
    "Je peux les voir, les corriger ou les faire effacer à tout moment."
)
