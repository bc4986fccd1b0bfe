"""Columns of the portfolio, declared once for the page and the exports: what they read, their words, their look."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape as escaped

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from faitiere.apps.buildings.enums import HeatingEnergy, HomeKind
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.numbers import NBSP, short_date_words

from ..enums import CaseStatus
from ..models import CaseTag

_STATUS, _HOME = dict(CaseStatus.choices), dict(HomeKind.choices)
_ENERGY, _PROJECT = dict(HeatingEnergy.choices), dict(ProjectKind.choices)
_MUTED = mark_safe('<span class="f-muted">personne</span>')
_WITHOUT = mark_safe('<span class="f-tag f-warn">Sans suite</span>')
_TODAY = mark_safe("<strong>Aujourd’hui</strong>")


@dataclass(frozen=True)
class Seen:
    """What a line may depend on besides its row: the day, the organisations of the reader, where cases open."""

    today: dt.date
    organisation_ids: tuple = ()
    cases: str = ""


@dataclass(frozen=True)
class Column:
    """`text` is what an export writes, `cell` what the page shows (the text, when not given)."""

    key: str
    label: str
    fields: tuple[str, ...]
    text: Callable[[dict, Seen], str]
    cell: Callable[[dict, Seen], str] | None = None
    sort: str = ""

    def shown(self, row: dict, seen: Seen) -> str:
        """The cell as HTML: what is not marked safe is escaped."""
        said = self.cell(row, seen) if self.cell else self.text(row, seen)
        return said if isinstance(said, SafeString) else escaped(said)


def _day(moment: dt.datetime | None) -> str:
    return short_date_words(timezone.localdate(moment)) if moment else ""


def _step_text(row: dict, seen: Seen) -> str:
    if row["status"] == CaseStatus.PAUSED:
        return f"En pause{NBSP}: {row['pause_reason']}"
    if row["status"] != CaseStatus.OPEN:
        return _STATUS[row["status"]]
    if not row["next_step"]:
        return "Sans suite"
    day = row["next_step_on"]
    return f"{short_date_words(day)}{NBSP}: {row['next_step']}" if day else row["next_step"]


def _step_cell(row: dict, seen: Seen) -> str:
    if row["status"] != CaseStatus.OPEN:
        return mark_safe(f'<span class="small">{escaped(_step_text(row, seen))}</span>')
    if not row["next_step"]:
        return _WITHOUT
    day = row["next_step_on"]
    if day is None:
        when = ""
    elif day < seen.today:
        when = f'<span class="f-late f-nowrap">En retard, {short_date_words(day)}</span>'
    else:
        when = _TODAY if day == seen.today else short_date_words(day)
    return mark_safe(f'{when}<br><span class="small">{escaped(row["next_step"])}</span>')


def _advisor(row: dict, seen: Seen) -> str:
    return f"{row['advisor__first_name'] or ''} {row['advisor__last_name'] or ''}".strip()


def _advisor_cell(row: dict, seen: Seen) -> str:
    who = escaped(_advisor(row, seen)) or _MUTED
    if row["organisation_id"] not in seen.organisation_ids:
        who = f'{who}<br><span class="small f-muted">{escaped(row["organisation__name"])}</span>'
    return mark_safe(who)


def _home(row: dict, seen: Seen) -> str:
    town = row["home__commune__name"]
    return f"{_HOME[row['home__kind']]}, {town}" if town else _HOME[row["home__kind"]]


def _tags_cell(row: dict, seen: Seen) -> str:
    return mark_safe(" ".join(format_html('<span class="f-tag">{}</span>', one) for one in row["tags"]))


def _small(read: Callable) -> Callable:
    return lambda row, seen: mark_safe(f'<span class="small f-nowrap">{escaped(read(row, seen))}</span>')


def _opened(row: dict, seen: Seen) -> str:
    return _day(row["opened_at"])


def _contact(row: dict, seen: Seen) -> str:
    return _day(row["last_contact_at"])


def _plain(field: str) -> Callable:
    return lambda row, seen: row[field] or ""


ALWAYS = ("id", "number", "title", "organisation_id", "status")
_STEP = ("pause_reason", "next_step", "next_step_on")
_ADVISOR = ("advisor__first_name", "advisor__last_name", "organisation__name")
NAME = Column("menage", "Nom", (), lambda row, seen: row["title"], sort="nom")
COLUMNS = {
    one.key: one
    for one in (
        Column("suite", "Prochaine étape", _STEP, _step_text, _step_cell, sort="suite"),
        Column("etape", "Étape", ("stage__name",), _plain("stage__name")),
        Column("etiquettes", "Étiquettes", (), lambda row, seen: ", ".join(row["tags"]), _tags_cell),
        Column("logement", "Logement", ("home__kind", "home__commune__name"), _home),
        Column("adresse", "Adresse", ("home__address",), _plain("home__address")),
        Column("cp", "Code postal", ("home__postcode",), _plain("home__postcode")),
        Column("commune", "Commune", ("home__commune__name",), _plain("home__commune__name")),
        Column("classe", "Classe estimée", ("home__energy_class",), _plain("home__energy_class")),
        Column(
            "energie",
            "Chauffage",
            ("home__heating_energy",),
            lambda row, seen: _ENERGY.get(row["home__heating_energy"], ""),
        ),
        Column("nature", "Projet", ("project_kind",), lambda row, seen: _PROJECT[row["project_kind"]]),
        Column("conseiller", "Conseiller", _ADVISOR, _advisor, _advisor_cell),
        Column("structure", "Structure", ("organisation__name",), _plain("organisation__name")),
        Column("contact", "Dernier échange", ("last_contact_at",), _contact, _small(_contact), sort="contact"),
        Column("ouvert", "Ouvert", ("opened_at",), _opened, _small(_opened), sort="ouvert"),
        Column("manque", "Ce qui manque", ("missing",), _plain("missing")),
    )
}
USUAL = ("suite", "etape", "logement", "conseiller", "contact", "ouvert")


def chosen(keys: Iterable[str]) -> list[Column]:
    """The columns of these keys; unknown ones are left out, the usual ones shown when none is left."""
    found = [COLUMNS[key] for key in keys if key in COLUMNS]
    return found or [COLUMNS[key] for key in USUAL]


def fields_of(columns: Iterable[Column]) -> list[str]:
    return [*dict.fromkeys([*ALWAYS, *(name for column in columns for name in column.fields)])]


def line_of(row: dict, columns: Iterable[Column], seen: Seen) -> str:
    """A row of the table as HTML, written in one go: fifty of them are the larger part of the page's work."""
    pk, name = str(row["id"]), escaped(row["title"])
    cells = "".join([f"<td>{column.shown(row, seen)}</td>" for column in columns])
    return (
        f'<tr data-row><td><input type="checkbox" name="dossier" value="{pk}" aria-label="Choisir {name}"></td>'
        f'<th scope="row"><a href="{seen.cases}{pk}/" data-open><bdi>{name}</bdi></a>'
        f'<br><span class="small f-muted f-nowrap">{escaped(row["number"])}</span></th>{cells}</tr>'
    )


def with_tags(rows: list[dict], columns: Iterable[Column]) -> list[dict]:
    """Give the rows their tags, in one query, when a column shows them."""
    if not any(column.key == "etiquettes" for column in columns):
        return rows
    found: dict = {}
    links = CaseTag.objects.filter(case_id__in=[row["id"] for row in rows]).order_by("tag__name")
    for case_id, name in links.values_list("case_id", "tag__name"):
        found.setdefault(case_id, []).append(name)
    for row in rows:
        row["tags"] = found.get(row["id"], [])
    return rows
