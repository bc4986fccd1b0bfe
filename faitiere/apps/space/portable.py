"""Everything held on a person, in the three forms of its copy: plain values, a readable summary, files."""

from django.db.models import Q
from django.utils import timezone

from faitiere.apps.audit.rights import export
from faitiere.apps.audit.rules import VERB_LABELS
from faitiere.apps.cases.enums import Visibility
from faitiere.apps.cases.models import Case, Document
from faitiere.apps.cases.reading import openings_of
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.rules import shown_phone
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.numbers import date_words, moment_words
from faitiere.lib.reports import DataSummary, SummarySection
from faitiere.lib.uploads import clean_name

from .erasure import cases_of
from .sheet import lines_of

_SHOWN = 200
# A condominium is the affair of many: its working notes tell about the others too.
_OF_OTHERS = Q(case__project_kind=ProjectKind.CONDOMINIUM)
_INTERNAL_OF_OTHERS = _OF_OTHERS & Q(visibility=Visibility.INTERNAL)
_LEFT_OUT = {
    "cases.Entry": _INTERNAL_OF_OTHERS,
    "cases.Document": _INTERNAL_OF_OTHERS,
    "cases.PinnedNote": _OF_OTHERS,
    "cases.Task": _OF_OTHERS,
}


def held_on(person: Person) -> dict:
    """What the inventory says is held on the person, less what tells about other people."""
    return export(person, leave_out=_LEFT_OUT | _bills_of_others(person))


def _bills_of_others(person: Person) -> dict[str, Q]:
    """In a home that somebody else has a case about (a former owner), nothing says whose the bills were."""
    others = Case.objects.exclude(participants__person=person).values("home_id")
    return {"buildings.EnergyBill": Q(year__home__in=others), "buildings.BillYear": Q(home__in=others)}


def _shared_documents(person: Person):
    documents = Document.objects.filter(case__in=cases_of(person), visibility=Visibility.SHARED)
    return documents.select_related("case").order_by("case__number", "category", "title", "version")


def files_of(person: Person) -> list[tuple[str, str]]:
    """(name in the archive, name in the vault) of the documents of its spaces, each name once."""
    found: list[tuple[str, str]] = []
    taken: set[str] = set()
    for document in _shared_documents(person):
        _, dot, extension = document.file_name.rpartition(".")
        folder = f"documents/{document.case.number}/{document.get_category_display()}".replace("'", "-")
        stem = clean_name(document.title.replace("/", "-"))
        name, rank = f"{folder}/{stem}{dot}{extension}", 1
        while name in taken:
            rank += 1
            name = f"{folder}/{stem} ({rank}){dot}{extension}"
        taken.add(name)
        found.append((name, document.vault_name))
    return found


def summary_of(person: Person, *, territory) -> DataSummary:
    """The readable summary: who, projects, home, exchanges, documents, agreements, who looked."""
    cases = list(cases_of(person).select_related("home__commune", "stage", "advisor", "organisation", "household"))
    sections = [SummarySection("Vous", _identity(person)), SummarySection("Vos accords", _consents(person))]
    for case in cases:
        sections += _sections_of(case)
    return DataSummary(
        brand=(territory.brand, territory.brand_soft, territory.accent),
        territory=territory.name,
        person=str(person),
        issued_on=timezone.localdate(),
        sections=[one for one in sections if one.rows],
    )


def _identity(person: Person) -> list[tuple[str, str]]:
    return [
        ("Nom", str(person)),
        ("Adresse e-mail", ", ".join(person.all_emails()) or "Non donnée"),
        ("Téléphone", shown_phone(person.phone) or "Non donné"),
        ("Connu du guichet depuis le", date_words(timezone.localdate(person.created_at))),
    ]


def _consents(person: Person) -> list[tuple[str, str]]:
    rows = []
    for one in person.consents.order_by("given_at"):
        ended = f", retiré le {date_words(timezone.localdate(one.withdrawn_at))}" if one.withdrawn_at else ""
        rows.append((one.get_purpose_display(), f"Donné le {date_words(timezone.localdate(one.given_at))}{ended}"))
    return rows


def _sections_of(case: Case) -> list[SummarySection]:
    title = f"Projet {case.number}"
    parts = lines_of(case)
    sheet = [
        (line.label, f"{line.shown} ({line.source})" if line.source else line.shown)
        for line in [*parts["place"], *parts["energy"]]
    ]
    entries = case.entries.filter(visibility=Visibility.SHARED)[:_SHOWN]
    documents = case.documents.filter(visibility=Visibility.SHARED)
    internal = case.documents.filter(visibility=Visibility.INTERNAL).exclude(_INTERNAL_OF_OTHERS)
    return [
        SummarySection(title, _project(case)),
        SummarySection(f"{title}, le logement", sheet),
        SummarySection(
            f"{title}, les échanges",
            [(_moment(one.at), ". ".join(part for part in (one.title, one.text) if part)) for one in entries],
        ),
        SummarySection(
            f"{title}, les documents",
            [(date_words(timezone.localdate(one.uploaded_at)), one.title) for one in documents],
        ),
        SummarySection(
            f"{title}, les documents de travail du guichet, non joints, à lui demander",
            [(date_words(timezone.localdate(one.uploaded_at)), one.title) for one in internal],
        ),
        SummarySection(
            f"{title}, qui l’a ouvert",
            [
                (_moment(one.at), f"{one.actor_label} {VERB_LABELS.get(one.verb, one.verb)}")
                for one in openings_of(case)[:_SHOWN]
            ],
        ),
    ]


def _project(case: Case) -> list[tuple[str, str]]:
    return [
        ("Logement", str(case.home)),
        ("Ouvert le", date_words(timezone.localdate(case.opened_at))),
        ("Demande", case.request or "Non notée"),
        ("Étape", case.stage.name),
        ("Prochaine étape", case.next_step or "Aucune"),
        ("Suivi par", f"{case.advisor or 'personne encore'}, {case.organisation.name}"),
    ]


def _moment(moment) -> str:
    return moment_words(timezone.localtime(moment))
