"""Condominiums below any case: lots imported once or twice, owners that change, bills that overlap."""

import datetime as dt
import importlib
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.buildings import actions
from faitiere.apps.buildings.lots_rules import plan
from faitiere.apps.buildings.lots_table import read_table
from faitiere.apps.buildings.models import CoOwner, Lot, Ownership, Share, SyndicMandate
from faitiere.apps.buildings.rules import Refused, RnicTaken

from .factories import CondominiumFactory, HomeFactory

LIST = "Lot;Propriétaire;Charges générales\n1;Mme Lebrun;400\n2;SCI Les Tilleuls;600\n"


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


def imported(actor, condominium, text=LIST):
    found = plan(read_table(text.encode()), totals={})
    return actions.import_lots(actor=actor, condominium=condominium, plan=found)


def test_a_list_makes_lots_owners_and_shares(actor):
    condominium = CondominiumFactory()
    assert imported(actor, condominium) == {"created": 2, "listed": 2}
    assert sorted(Share.objects.values_list("lot__number", "tantiemes")) == [("1", 400), ("2", 600)]
    assert AuditEvent.objects.filter(verb="condominium.lots_imported").count() == 1


def test_the_same_list_again_changes_nothing(actor):
    condominium = CondominiumFactory()
    imported(actor, condominium)
    before = list(Ownership.objects.values_list("pk", "owner__name").order_by("pk"))
    assert imported(actor, condominium)["created"] == 0
    assert list(Ownership.objects.values_list("pk", "owner__name").order_by("pk")) == before
    assert (Lot.objects.count(), CoOwner.objects.count(), Share.objects.count()) == (2, 2, 2)


def test_a_sold_lot_keeps_its_past_owner(actor):
    condominium = CondominiumFactory()
    imported(actor, condominium)
    imported(actor, condominium, LIST.replace("Mme Lebrun", "M. Caussade"))
    history = Ownership.objects.filter(lot__number="1").order_by("valid_to")
    assert {(one.owner.name, one.valid_to is None) for one in history} == {("Mme Lebrun", False), ("M. Caussade", True)}


def test_a_list_with_faults_writes_nothing(actor):
    condominium = CondominiumFactory()
    with pytest.raises(Refused):
        imported(actor, condominium, LIST + "2;M. Roux;10\n")
    assert not Lot.objects.exists()


def test_a_number_of_the_register_serves_once(actor):
    first, second = CondominiumFactory(), CondominiumFactory()
    actions.update_condominium(actor=actor, condominium=first, rnic="AA1234567")
    with pytest.raises(RnicTaken, match="AA1234567"):
        actions.update_condominium(actor=actor, condominium=second, rnic="AA1234567")


def test_years_that_overlap_are_refused(actor):
    home = HomeFactory()
    actions.save_bill_year(actor=actor, home=home, starts_on=dt.date(2019, 1, 1), fields={})
    with pytest.raises(Refused, match="2018-2019 recouvre 2019"):
        actions.save_bill_year(actor=actor, home=home, starts_on=dt.date(2018, 7, 1), fields={})


def test_a_bill_typed_again_replaces_the_first(actor):
    home, day = HomeFactory(), dt.date(2019, 1, 1)
    for quantity in (1000, 2000):
        given = actions.NewBill(day, "heat", "gas", Decimal(quantity), "kWh PCS", 9000)
        bill = actions.enter_bill(actor=actor, home=home, given=given)
    assert (bill.year.bills.count(), bill.quantity) == (1, 2000)
    actions.remove_bill(actor=actor, bill=bill)
    assert not home.bill_years.exists()


def test_the_class_of_a_lot_is_read_and_a_list_without_it_keeps_it(actor):
    condominium = CondominiumFactory()
    imported(actor, condominium, "Lot;DPE;Clé\n1;g;400\n2;;600\n")
    imported(actor, condominium)
    assert list(Lot.objects.order_by("number").values_list("number", "dpe_label")) == [("1", "G"), ("2", "")]


def test_syndics_written_before_are_the_first_of_their_history(toulouse):
    condominium = CondominiumFactory(syndic="Cabinet des Trois-Ponts")
    CondominiumFactory(name="Sans syndic connu")
    migration = importlib.import_module("faitiere.apps.buildings.migrations.0008_syndics_people_and_removed_lots")
    with connection.cursor() as cursor:
        migration.keep_syndics(apps, SimpleNamespace(connection=connection, execute=cursor.execute))
    mandate = SyndicMandate.objects.get()
    assert (mandate.condominium, mandate.name) == (condominium, "Cabinet des Trois-Ponts")
    assert (mandate.valid_from, mandate.valid_to) == (None, None)
