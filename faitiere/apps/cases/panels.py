"""What the cases say of a person: its cases, homes, exchanges, documents and tasks, among those the actor may open."""

from django.db.models import Q
from django.urls import reverse

from faitiere.apps.contacts.panels import Panel, Row, panel
from faitiere.apps.notifications.models import OutgoingMail

from .enums import CONTACTS
from .models import Case, Document, Entry, Participant, Task
from .permissions import sees_all, visible_to

_FETCHED = 21
# Mails that never speak of a case: signing in, events, a simulation kept.
_OF_NO_CASE = Q(kind__in=["account", "portal.simulation"]) | Q(kind__startswith="events.")


def cases_of(person, actor):
    """Cases of a person that the actor may open, latest first."""
    links = Participant.objects.filter(person=person)
    return visible_to(actor).filter(pk__in=links.values("case_id")).order_by("-opened_at", "pk")


def _case_rows(person, cases) -> list[Row]:
    roles = {one.case_id: one for one in Participant.objects.filter(person=person, case__in=cases)}
    rows = []
    for case in cases:
        part = roles[case.pk]
        ended = f" jusqu'au {part.valid_to:%d/%m/%Y}" if part.valid_to else ""
        detail = f"{case.number}, {case.get_status_display().lower()}, {part.get_role_display().lower()}{ended}"
        rows.append(Row(case.title, detail, reverse("cases:timeline", args=[case.pk]), case.opened_at))
    return rows


def _homes(cases) -> list[Row]:
    homes = {case.home_id: (case.home, case) for case in reversed(cases)}
    return [
        Row(str(home), home.get_kind_display(), reverse("cases:sheets", args=[case.pk]))
        for home, case in homes.values()
    ]


def person_panels(person, actor) -> list[Panel]:
    """Six parts; each stays empty when there is nothing to say."""
    found = cases_of(person, actor).select_related("home__commune", "stage").defer("home__commune__contour")
    cases: list[Case] = list(found[:_FETCHED])
    entries = Entry.objects.filter(case__in=cases, kind__in=CONTACTS).order_by("-at", "-pk")
    documents = Document.objects.filter(case__in=cases).order_by("-uploaded_at")
    tasks = Task.objects.filter(case__in=cases, done_at__isnull=True).order_by("due_on", "pk")

    def opens(case_id, name="cases:timeline"):
        return reverse(name, args=[case_id])

    return [
        panel("Dossiers", "folder", _case_rows(person, cases)),
        panel("Logements", "house", _homes(cases)),
        panel(
            "Échanges",
            "message-square",
            (Row(one.title, one.author_label, opens(one.case_id), one.at) for one in entries[:_FETCHED]),
        ),
        panel(
            "Documents",
            "file-text",
            (
                Row(one.title, one.get_category_display(), opens(one.case_id, "cases:documents"), one.uploaded_at)
                for one in documents[:_FETCHED]
            ),
        ),
        panel(
            "À faire",
            "list-checks",
            (Row(one.title, one.get_kind_display(), opens(one.case_id), one.due_on) for one in tasks[:_FETCHED]),
        ),
    ]


def mails(person, actor) -> list[Panel]:
    """Mails sent to any address of the person: those of cases the actor may open, and those that speak of no case."""
    sent = OutgoingMail.objects.filter(recipient__in=person.all_emails()).order_by("-created_at")
    if not sees_all(actor):
        seen = visible_to(actor).order_by().values("pk")
        # Mails written before they said their case are known by their line in it.
        told = Entry.objects.filter(case__in=seen, mail__in=sent.order_by().values("pk"))
        of_cases = Q(case_id__in=seen) | Q(pk__in=told.order_by().values("mail_id"))
        sent = sent.filter(of_cases | Q(_OF_NO_CASE, case_id__isnull=True))
    rows = (Row(one.subject, one.recipient, at=one.created_at) for one in sent[:_FETCHED])
    return [panel("Courriels envoyés", "mail", rows)]
