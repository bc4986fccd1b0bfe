"""Second lock of tenancy, on PostgreSQL: row-level policies that show a row only inside the scope of its territory.

`lib.tenancy` tells the connection which territory is in scope (`faitiere.territory`, or `*` everywhere). Even
a query written without the scoped manager, or by hand, then finds nobody else's rows. Needs a role that is neither a
superuser nor BYPASSRLS.
"""

from django.apps import apps
from django.db import connections

_POLICY = "territory_scope"
# Each sub-select is computed once a statement, not once a row.
_SETTING = "current_setting('faitiere.territory', true)"
_SCOPE = (
    f"(SELECT {_SETTING} = '*') OR territory_id = "
    f"(SELECT CASE WHEN {_SETTING} IN ('', '*') THEN NULL ELSE {_SETTING}::uuid END)"
)


def tenant_tables() -> list[str]:
    """Tables of the tenant models (`lib.tenancy.TenantModel`, not imported: this module loads before the apps)."""
    return sorted(model._meta.db_table for model in apps.get_models() if hasattr(model, "claim_territory"))


def secure_rows(*, using: str = "default") -> int:
    """Enable and force the policy on every tenant table that exists; returns how many. Nothing to do on SQLite."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        secured = [table for table in tenant_tables() if table in present]
        for table in secured:
            name = connection.ops.quote_name(table)
            cursor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS {_POLICY} ON {name}")
            cursor.execute(f"CREATE POLICY {_POLICY} ON {name} USING ({_SCOPE})")
    return len(secured)


def after_migrate(sender, using: str, **kwargs) -> None:
    """Receiver of `post_migrate`: a table added by a migration is locked before anyone uses it."""
    secure_rows(using=using)
