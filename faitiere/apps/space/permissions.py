"""What a person finds in its space: exactly the entries, documents and studies marked shared, and meant for it."""

from faitiere.apps.cases.enums import Visibility
from faitiere.apps.cases.permissions import documents_meant_for, meant_for


def shared_entries(case):
    found = case.entries.filter(meant_for(case, getattr(case, "reader", None)), visibility=Visibility.SHARED)
    return found.select_related("document", "author")


def shared_documents(case):
    return case.documents.filter(documents_meant_for(case, getattr(case, "reader", None)), visibility=Visibility.SHARED)
