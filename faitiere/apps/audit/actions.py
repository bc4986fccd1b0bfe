"""The only writer of the journal. A line is never changed nor deleted."""

import datetime as dt
import hashlib
import json
import uuid

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from faitiere.apps.search.actions import forget as forget_words
from faitiere.lib.tenancy import current_territory_id
from faitiere.lib.uploads import forget

from .inventory import ModelRule, fields_of, model_rules
from .models import AuditEvent
from .rights import only_of, only_of_case


def digest_of(event: AuditEvent) -> str:
    """SHA-256 (hex) of a line and of the digest before it: changing any past line breaks every later one."""
    line = {
        "territory": str(event.territory_id),
        "number": event.number,
        "at": event.at.isoformat(),
        "actor_id": str(event.actor_id or ""),
        "actor_label": event.actor_label,
        "verb": event.verb,
        "object": [event.object_type, event.object_id],
        "case_id": str(event.case_id or ""),
        "details": event.details,
        "previous": event.previous,
    }
    text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _lock_chain(territory_id: uuid.UUID) -> None:
    """One writer at a time per chain: an advisory lock on PostgreSQL; SQLite transactions are IMMEDIATE already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [territory_id.int % 2**63])


@transaction.atomic
def record(*, actor, verb: str, target=None, case_id: uuid.UUID | None = None, **details) -> AuditEvent:
    """Add a line: `verb` like "case.read"; `details` holds plain values, never personal data beyond ids.

    `actor` is an `accounts.actors.Actor` (duck-typed: audit is below accounts).
    """
    territory_id = current_territory_id() or actor.territory.pk
    if actor.behind:
        details |= {"as": str(actor.user_id)}
    _lock_chain(territory_id)
    last = AuditEvent.objects.filter(territory_id=territory_id).order_by("-number").first()
    event = AuditEvent(
        territory_id=territory_id,
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        actor_id=actor.accountable.pk if actor.accountable else None,
        actor_label=actor.label,
        verb=verb,
        object_type=target._meta.label if target is not None else "",
        object_id=str(target.pk) if target is not None else "",
        case_id=case_id,
        details=details,
        previous=last.digest if last else "",
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    return event


@transaction.atomic
def erase(*, actor, person) -> dict[str, int]:
    """Erase a person as the inventory says: rows deleted with their files, identifying fields blanked.

    What also concerns somebody else (a case with two owners) stays. Returns the number of rows touched by model.
    """
    accounts = person.accounts()
    touched = _apply([(rule, only_of(rule, person)) for rule in model_rules().values()])
    person.erased_at = timezone.now()
    for account in accounts:
        if not account.memberships.exists():
            close_account(account)
    type(person)._default_manager.filter(pk=person.pk).update(erased_at=person.erased_at, user=None)
    record(actor=actor, verb="data.erased", target=person, rows=sum(touched.values()))
    return touched


@transaction.atomic
def erase_case(*, actor, case) -> dict[str, int]:
    """Erase what is held on a case (a row of cases.Case, duck-typed) as the inventory says; its people are not."""
    touched = _apply([(rule, only_of_case(rule, case)) for rule in model_rules().values()])
    record(actor=actor, verb="case.erased", target=case, case_id=case.pk, rows=sum(touched.values()))
    return touched


def _apply(planned: list[tuple[ModelRule, list]]) -> dict[str, int]:
    """Delete or blank rows, in erasure order; files go once it is committed. Returns counts by model."""
    touched, files = {}, []
    for rule, ids in planned:
        if not ids or rule.on_erase == "keep":
            continue
        rows = apps.get_model(rule.model)._default_manager.filter(pk__in=ids)
        if rule.on_erase == "delete":
            files += _vault_names(rule, rows)
            rows.delete()
        else:
            _blank(rule, rows)
        forget_words(ids=ids)
        touched[rule.model] = len(ids)
    transaction.on_commit(lambda: [forget(name) for name in files])
    return touched


def close_account(user) -> None:
    """Close a household's account: nobody signs in with it again, and its address is free."""
    user.is_active = False
    user.email = f"efface-{user.pk}@faitiere.invalid"
    user.set_unusable_password()
    user.save(update_fields=["is_active", "email", "password"])
    user.emailaddress_set.all().delete()


def _vault_names(rule: ModelRule, rows) -> list[str]:
    if not any(field.field == "vault_name" for field in fields_of(rule.model)):
        return []
    return [name for name in rows.values_list("vault_name", flat=True) if name]


def _blank(rule: ModelRule, rows) -> None:
    """Empty the identifying fields: null where the column allows it, else the empty value of its type."""
    values = {}
    for field_rule in fields_of(rule.model):
        if field_rule.blanked:
            field = rows.model._meta.get_field(field_rule.field)
            values[field.name] = None if field.null else ({} if isinstance(field, models.JSONField) else "")
    if values:
        rows.update(**values)


@transaction.atomic
def apply_retention(*, actor, now=None) -> dict[str, int]:
    """Delete the rows of the territory in scope kept longer than the inventory allows; returns counts by model."""
    now = now or timezone.now()
    deleted, files = {}, []
    for rule in model_rules().values():
        if rule.on_erase != "delete" or rule.retention_months is None or not rule.retention_field:
            continue
        limit = now - dt.timedelta(days=30 * rule.retention_months)
        rows = apps.get_model(rule.model)._default_manager.filter(**{f"{rule.retention_field}__lt": limit})
        if count := rows.count():
            files += _vault_names(rule, rows)
            rows.delete()
            deleted[rule.model] = count
    if deleted:
        record(actor=actor, verb="data.retention", rows=sum(deleted.values()))
    transaction.on_commit(lambda: [forget(name) for name in files])
    return deleted
