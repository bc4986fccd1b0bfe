"""What a person finds in its space: exactly the entries, documents and studies marked shared, and meant for it."""

from django.db.models import Q

from faitiere.apps.cases.enums import Readers, Visibility

from .rights import Member


def shared_entries(member: Member):
    """Lines for its audiences, those it wrote and those addressed to it."""
    meant = Q(readers__in=member.readers) | Q(author=member.user) | Q(addressee=member.user)
    found = member.case.entries.filter(meant, visibility=Visibility.SHARED)
    return found.select_related("document", "author")


def shared_documents(member: Member):
    """Documents for its audiences, those it added, and those added for its own eyes."""
    meant = Q(readers__in=member.readers) | Q(uploaded_by=member.user, readers=Readers.PRIVATE)
    return member.case.documents.filter(meant, visibility=Visibility.SHARED).select_related("stage")
