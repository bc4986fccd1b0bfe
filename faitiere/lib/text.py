"""Text as people type it, made comparable."""

import re
import unicodedata


def search_key(text: str) -> str:
    """Upper case, no accent, hyphens and apostrophes as spaces: "Éléonore d'Hauteville" → "ELEONORE D HAUTEVILLE".

    Letters of every script are kept, so that "محمد" or "Іван" can be found too.
    """
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not unicodedata.combining(char)).upper()
    return re.sub(r"[\W_]+", " ", text.replace("Œ", "OE").replace("Æ", "AE")).strip()
