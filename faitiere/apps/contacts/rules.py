"""Keys that find a person in any writing: pure functions on text."""

import re

import phonenumbers

from faitiere.lib.text import search_key


def name_key(*parts: str) -> str:
    """Names in any order, made comparable: see `search_key`."""
    return search_key(" ".join(parts))


def parse_phone(text: str, *, region: str = "FR") -> str:
    """E.164 form ("+33639981433") of a phone typed in any writing; empty when empty.

    Raises ValueError with a French sentence when it cannot be a phone number.
    """
    if not text.strip():
        return ""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError("Ce numéro de téléphone est incomplet. Écrivez par exemple 06 39 98 14 33.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_key(text: str) -> str:
    """Last nine digits: what stays the same between 0639981433, +33 6 39 98 14 33 and 00336…"""
    return re.sub(r"\D", "", text)[-9:]


def partial_phone_key(text: str) -> str:
    """The part of a phone key that a number typed so far must contain: "06 39", "+33 6 39" and "0033639" → "639"."""
    digits = re.sub(r"\D", "", text)
    if text.strip().startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00").removeprefix("33")
    return digits.lstrip("0")[-9:]


def shown_phone(e164: str) -> str:
    """National writing with no-break spaces: "06 39 98 14 33"."""
    if not e164:
        return ""
    number = phonenumbers.parse(e164, None)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == 33
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style).replace(" ", "\u00a0")


class Refused(ValueError):
    """The action cannot be done; the message is a French sentence saying why and what to do."""
