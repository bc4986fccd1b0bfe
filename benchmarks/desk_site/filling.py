"""Fill a migrated database: territories and accounts through the models, cases by COPY (PostgreSQL) or executemany."""

import itertools
import os
import random
import uuid
from urllib.parse import urlsplit

import psycopg
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.cases.models import Stage
from faitiere.apps.directory.actions.finding import index as index_professionals
from faitiere.apps.directory.models import Professional
from faitiere.apps.territories.models import Commune, Host, Organisation, ServedCommune, Territory
from faitiere.lib.row_security import secure_rows
from faitiere.lib.siret import with_key
from faitiere.lib.tenancy import territory_scope
from faitiere.lib.text import search_key

from .people import TABLES, Place, rows, surnames

_STAGES = ("Premier échange", "Visite", "Scénarios", "Aides et devis", "Travaux")
_PIECE = 20_000
_TRADES = ("Chauffage", "Isolation", "Menuiserie", "Toitures", "Énergies")
COMPANIES = 60_000


def _place(rank: int, communes: list[Commune]) -> Place:
    territory = Territory.objects.create(slug=f"t{rank}", name=f"Territoire {rank}", case_prefix="31")
    Host.objects.create(name=f"t{rank}.localhost", territory=territory, is_main=True)
    with territory_scope(territory):
        organisations = [Organisation.objects.create(name=f"Structure {n}", kind="metropole") for n in range(4)]
        stages = [
            Stage.objects.create(project_kind="house", position=n, name=name) for n, name in enumerate(_STAGES, 1)
        ]
        advisors = []
        for n in range(12):
            user = User.objects.create(email=f"a{rank}-{n}@example.org", first_name="Inès", last_name=f"Delmas {n}")
            role = "territory_admin" if n == 0 else "advisor"
            Membership.objects.create(user=user, organisation=organisations[n % 4], role=role)
            TOTP.activate(user, "JBSWY3DPEHPK3PXP")
            advisors.append(user.pk)
        served = [ServedCommune(commune=one, valid_from="2024-01-01") for one in communes]
        ServedCommune.objects.bulk_create(served)
    towns = [(one.pk, one.name, one.first_postcode) for one in communes]
    ids = [[one.pk for one in some] for some in (organisations, stages)]
    return Place(territory.pk, *ids, advisors, towns)


def places(territories: int) -> list[Place]:
    """Territories of twenty-five communes each; the communes are in the reference data already."""
    communes = list(Commune.objects.exclude(postcodes="").defer("contour").order_by("insee")[: territories * 25])
    return [_place(rank, communes[rank * 25 : rank * 25 + 25]) for rank in range(territories)]


def _professionals(place: Place, names: list[str], count: int, draw: random.Random) -> None:
    """The directory of a territory: companies named after a trade and a surname."""
    with territory_scope(Territory.objects.get(pk=place.territory)):
        made = [_company(rank, draw.choice(_TRADES), draw.choice(names), place) for rank in range(count)]
        Professional.objects.bulk_create(made, batch_size=500)
        index_professionals(made)


def _company(rank: int, trade: str, surname: str, place: Place) -> Professional:
    _, town, postcode = place.communes[rank % len(place.communes)]
    name, siret = f"{trade} {surname}", with_key(f"{9_990_000_000_000 + rank:013d}")
    told = {"source": "rge", "draw": rank, "trades": "|pompe_a_chaleur|", "postcode": postcode, "town": town}
    return Professional(siret=siret, name=name, name_key=search_key(name), **told)


def fill(cases: int, territories: int) -> None:
    """This many cases and `COMPANIES` professionals spread over the territories; the same every time."""
    draw = random.Random(20261125)
    names, found = surnames(draw, 6000), places(territories)
    made = itertools.chain.from_iterable(rows(place, names, cases // territories, draw) for place in found)
    if connection.vendor == "postgresql":
        _copy(made)
    else:
        _insert(made)
    for place in found:
        _professionals(place, names, COMPANIES // territories, draw)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _left_at_their_default(table: str) -> dict:
    """Column → default, of the columns `TABLES` does not name."""
    model = next(one for one in apps.get_models(include_auto_created=True) if one._meta.db_table == table)
    named = set(TABLES[table].split())
    fields = [one for one in model._meta.local_concrete_fields if one.column not in named and not one.null]
    written = [one for one in fields if not one.primary_key and not one.generated]
    return {one.column: one.get_db_prep_save(one.get_default(), connection) for one in written}


def _pieces(made):
    """Table, columns and rows, a few thousand cases at a time."""
    left = {table: _left_at_their_default(table) for table in TABLES}
    while piece := list(itertools.islice(made, _PIECE * 10)):
        tables = {}
        for table, row in piece:
            tables.setdefault(table, []).append((*row, *left[table].values()))
        for table, some in tables.items():
            yield table, [*TABLES[table].split(), *left[table]], some


def _copy(made) -> None:
    """As the superuser of the scratch server: no foreign key checked, no row policy; indexes rebuilt at the end."""
    url = urlsplit(os.environ["DATABASE_URL"])
    owner = url._replace(netloc=f"postgres@{url.hostname}:{url.port}").geturl()
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        indexes = server.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexdef NOT LIKE '%%UNIQUE%%'",
            [list(TABLES)],
        ).fetchall()
        for name, _ in indexes:
            server.execute(f'DROP INDEX "{name}"')
        for table, columns, some in _pieces(made):
            statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            with server.cursor() as cursor, cursor.copy(statement) as copy:
                for row in some:
                    copy.write_row(row)
        for _, definition in indexes:
            server.execute(definition)
        server.execute("VACUUM ANALYZE")
    secure_rows()


def _plain(value):
    return value.hex if isinstance(value, uuid.UUID) else str(value) if hasattr(value, "isoformat") else value


def _insert(made) -> None:
    raw = connection.connection
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("BEGIN IMMEDIATE")
    for table, columns, some in _pieces(made):
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        raw.executemany(statement, [tuple(map(_plain, row)) for row in some])
    raw.execute("COMMIT")


def signed_in(email: str) -> str:
    """The session cookie of an account, its second factor set."""
    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
