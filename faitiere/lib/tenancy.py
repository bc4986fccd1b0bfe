"""Tenancy that fails closed: a tenant model can only be read or written inside the scope of one territory.

A scope is opened by the middleware (host name), by a job or a command (argument), or by a test. Outside any scope a
query raises `ScopeMissing` rather than returning everybody's rows. The only escape is `across_territories(reason=…)`.
"""

import contextlib
import contextvars
import uuid
from collections.abc import Iterator

from django.db import connection, models

from .visitors import written

_EVERYWHERE = object()
_scope: contextvars.ContextVar[object | None] = contextvars.ContextVar("territory_scope", default=None)


class ScopeMissing(RuntimeError):
    """A tenant model was queried outside the scope of a territory."""


class WrongTerritory(RuntimeError):
    """A row of one territory was about to be written inside the scope of another."""


def current_territory_id() -> uuid.UUID | None:
    """Id of the territory in scope; None outside any scope and inside `across_territories`."""
    value = _scope.get()
    return value if isinstance(value, uuid.UUID) else None


def _tell_database(value: object | None) -> None:
    """Second lock: PostgreSQL row-level policies read this setting (see `lib.row_security`)."""
    if connection.vendor != "postgresql":
        return
    setting = "*" if value is _EVERYWHERE else str(value or "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('faitiere.territory', %s, false)", [setting])


@contextlib.contextmanager
def _scope_of(value: object) -> Iterator[None]:
    before = _scope.get()
    token = _scope.set(value)
    _tell_database(value)
    try:
        yield
    finally:
        _scope.reset(token)
        if not connection.needs_rollback:
            _tell_database(before)


def territory_scope(territory) -> contextlib.AbstractContextManager[None]:
    """Open the scope of `territory` (an instance or its id) for the block."""
    identifier = territory if isinstance(territory, uuid.UUID) else territory.pk
    if not isinstance(identifier, uuid.UUID):
        raise TypeError("a territory or its UUID is expected")
    return _scope_of(identifier)


def across_territories(*, reason: str) -> contextlib.AbstractContextManager[None]:
    """Read or write every territory's rows for the block; `reason` is mandatory and counted by a test."""
    if not reason.strip():
        raise ValueError("a reason is required to leave the scope of a territory")
    return _scope_of(_EVERYWHERE)


class TenantQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        for obj in objs:
            obj.claim_territory()
        made = super().bulk_create(objs, *args, **kwargs)
        written(self.model, current_territory_id())
        return made

    def update(self, **values):
        changed = super().update(**values)
        written(self.model, current_territory_id())
        return changed


class TenantManager(models.Manager.from_queryset(TenantQuerySet)):
    """Default manager of tenant models: raises outside a scope, else filters on the territory in scope."""

    def get_queryset(self):
        value = _scope.get()
        if value is None:
            raise ScopeMissing(f"{self.model.__name__} queried outside the scope of a territory")
        queryset = super().get_queryset()
        return queryset if value is _EVERYWHERE else queryset.filter(territory_id=value)


class TenantModel(models.Model):
    """A row that belongs to one territory. Public ids are UUIDs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, related_name="+", verbose_name="territoire"
    )

    objects = TenantManager()
    # Shown to visitors without an account: see `lib.visitors`.
    read_by_visitors = False

    class Meta:
        abstract = True

    def claim_territory(self) -> None:
        """Give the row the territory in scope; refuse a row of another one."""
        value = _scope.get()
        if value is None:
            raise ScopeMissing(f"{type(self).__name__} written outside the scope of a territory")
        if value is _EVERYWHERE:
            if self.territory_id is None:
                raise ScopeMissing("a territory must be given inside across_territories")
        elif self.territory_id is None:
            self.territory_id = value
        elif self.territory_id != value:
            raise WrongTerritory(f"{type(self).__name__} belongs to another territory")

    def save(self, *args, **kwargs):
        self.claim_territory()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self.claim_territory()
        return super().delete(*args, **kwargs)
