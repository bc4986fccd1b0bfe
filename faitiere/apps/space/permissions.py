"""What a household finds in its space: exactly the entries, documents and studies marked shared."""

from faitiere.apps.cases.enums import Visibility


def shared_entries(case):
    return case.entries.filter(visibility=Visibility.SHARED).select_related("document", "author")


def shared_documents(case):
    return case.documents.filter(visibility=Visibility.SHARED)
