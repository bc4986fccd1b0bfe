"""What is found in the space: exactly the entries, documents and studies marked shared, less for a guest."""

from faitiere.apps.cases.enums import DocumentCategory, Visibility


def shared_entries(case):
    return case.entries.filter(visibility=Visibility.SHARED).select_related("document", "author")


def shared_documents(case):
    """Documents of the space; a guest never finds tax notices among them."""
    documents = case.documents.filter(visibility=Visibility.SHARED).select_related("uploaded_by")
    if getattr(case, "seat", None):
        return documents.exclude(category=DocumentCategory.INCOME)
    return documents
