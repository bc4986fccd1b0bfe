"""What a person finds in the space: exactly what is shared and meant for it, less for a guest."""

from faitiere.apps.cases.enums import DocumentCategory, Visibility
from faitiere.apps.cases.permissions import documents_meant_for, meant_for


def shared_entries(case):
    found = case.entries.filter(meant_for(case, getattr(case, "reader", None)), visibility=Visibility.SHARED)
    return found.select_related("document", "author")


def shared_documents(case):
    """Documents of the space; a guest never finds tax notices among them."""
    meant = documents_meant_for(case, getattr(case, "reader", None))
    documents = case.documents.filter(meant, visibility=Visibility.SHARED).select_related("uploaded_by")
    if getattr(case, "seat", None):
        return documents.exclude(category=DocumentCategory.INCOME)
    return documents
