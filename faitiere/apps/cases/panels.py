"""What the cases say of a person, and of a home: cases, homes, exchanges, documents and tasks, among those the actor
may open; of a home also what the building keeps: classes, works, what it is in law."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import import_string

from faitiere.apps.buildings.models import BillYear, Condominium, Diagnosis, EnergyDescription, Home
from faitiere.apps.contacts.models import Affiliation
from faitiere.apps.contacts.panels import Panel, Row, panel
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.lib.numbers import count

from .enums import CONTACTS
from .homes import homes_of, others_in_building
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
        Row(str(home), home.get_kind_display(), reverse("cases:home", args=[home.pk])) for home, case in homes.values()
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


def cases_at(home: Home, actor):
    """Cases of a home that the actor may open, latest first; of a building, those of its flats are apart."""
    return visible_to(actor).filter(home=home, erased_at=None).order_by("-opened_at", "pk")


def _cases_rows(cases) -> list[Row]:
    return [
        Row(
            one.title,
            f"{one.number}, {one.get_status_display().lower()}, {one.stage}",
            reverse("cases:timeline", args=[one.pk]),
            one.opened_at,
        )
        for one in cases
    ]


def _class_rows(home: Home) -> list[Row]:
    """Classes by date, latest first: each description, and each collective diagnosis."""
    rows = [
        Row(
            f"Classe {one.result['label']} estimée",
            f"Description version {one.version}, {one.get_source_display().lower()}"
            + (f", DPE {one.dpe.number}" if one.dpe and one.dpe.number else ""),
            at=one.dpe.issued_on if one.dpe and one.dpe.issued_on else one.created_at.date(),
        )
        for one in EnergyDescription.objects.filter(home=home).select_related("dpe")
        if one.result.get("label")
    ]
    studied = Diagnosis.objects.filter(condominium__home=home).exclude(label="")
    rows += [Row(f"Classe {one.label}", one.get_kind_display(), at=one.done_on) for one in studied]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def _works_rows(home: Home) -> list[Row]:
    told = Condominium.objects.filter(home=home).exclude(works_done="").values_list("works_done", flat=True)
    years = BillYear.objects.filter(home=home, during_works=True).order_by("-starts_on")
    return [Row(text, "D'après la fiche de la copropriété") for text in told] + [
        Row(f"Travaux pendant l'année {one.label}", "D'après les factures d'énergie") for one in years
    ]


def _condominium_rows(home: Home, actor) -> list[Row]:
    rows = []
    if home.building_id:
        open_to = homes_of(actor).filter(pk=home.building_id).exists()
        url = reverse("cases:home", args=[home.building_id]) if open_to else ""
        rows.append(Row("Immeuble connu du guichet", str(home.building) if open_to else "", url))
    for one in Condominium.objects.filter(home=home):
        said = [f"RNIC {one.rnic}" if one.rnic else "", f"syndic {one.syndic}" if one.syndic else ""]
        rows.append(Row(one.name, ", ".join(filter(None, [*said, count(one.lots.count(), "lot")]))))
    return rows


def home_panels(home: Home, actor) -> list[Panel]:
    """Five parts; each stays empty when there is nothing to say."""
    found = cases_at(home, actor).select_related("stage")
    around = others_in_building(home, actor=actor)
    return [
        panel("Dossiers", "folder", _cases_rows(found)),
        panel("Classes énergétiques", "scale", _class_rows(home)),
        panel("Travaux faits", "hammer", _works_rows(home)),
        panel("Copropriété", "building-2", _condominium_rows(home, actor)),
        panel("Autres dossiers de l'immeuble", "folder", _cases_rows(around.cases)),
    ]


def panels_of_home(home: Home, actor) -> list[Panel]:
    """Every part that says something of the home to this actor (`settings.HOME_PANELS`)."""
    found = [one for path in settings.HOME_PANELS for one in import_string(path)(home, actor)]
    return [one for one in found if one.rows]


def organisation_panels(organisation, actor) -> list[Panel]:
    """Condominiums it is the syndic of, and cases of those who work there, that the actor may open."""
    works = Affiliation.objects.filter(organisation=organisation, valid_to__isnull=True)
    links = Participant.objects.filter(person__in=works.values("person_id"))
    cases = visible_to(actor).filter(pk__in=links.values("case_id"), erased_at=None).select_related("stage")
    managed = Condominium.objects.filter(syndic__iexact=organisation.name, home__in=homes_of(actor))
    return [
        panel(
            "Copropriétés",
            "building-2",
            (
                Row(one.name, str(one.home), reverse("cases:home", args=[one.home_id]))
                for one in managed.select_related("home__commune").defer("home__commune__contour")[:_FETCHED]
            ),
        ),
        panel("Dossiers", "folder", _cases_rows(cases.order_by("-opened_at", "pk")[:_FETCHED])),
    ]
