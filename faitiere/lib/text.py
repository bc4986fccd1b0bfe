"""Text as people type it, made comparable."""

import re
import unicodedata


def search_key(text: str) -> str:
    """Upper case, no accent, hyphens and apostrophes as spaces: "Éléonore d'Hauteville" → "ELEONORE D HAUTEVILLE"."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not unicodedata.combining(char)).upper()
    return re.sub(r"[^A-Z0-9]+", " ", text.replace("Œ", "OE").replace("Æ", "AE")).strip()
