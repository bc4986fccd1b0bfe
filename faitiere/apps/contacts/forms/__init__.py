"""Forms about people, households, lists and merges."""

from .contacts import (
    AffiliationForm,
    ConsentForm,
    ContactForm,
    LinkForm,
    NamedForm,
    PointForm,
    ReasonForm,
    SearchForm,
    TagForm,
)
from .lists import IncludeForm, ListForm
from .merging import MergeForm
from .organisations import OrganisationForm
from .people import NAME_TOO_LONG, SIZE_SENTENCE, HouseholdForm, PersonForm, PhoneField, WholeField, email_field

__all__ = [
    "NAME_TOO_LONG",
    "SIZE_SENTENCE",
    "AffiliationForm",
    "ConsentForm",
    "ContactForm",
    "HouseholdForm",
    "IncludeForm",
    "LinkForm",
    "ListForm",
    "MergeForm",
    "NamedForm",
    "OrganisationForm",
    "PersonForm",
    "PhoneField",
    "PointForm",
    "ReasonForm",
    "SearchForm",
    "TagForm",
    "WholeField",
    "email_field",
]
