"""A condominium of four owners and 1,000 tantièmes, its case, its meeting."""

import datetime as dt

from faitiere.apps.assemblies.models import Attendance, GeneralMeeting, Resolution
from faitiere.apps.buildings.actions import import_lots
from faitiere.apps.buildings.lots_rules import plan
from faitiere.apps.buildings.lots_table import read_table
from faitiere.apps.buildings.tests.factories import CondominiumFactory
from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory

LIST = "Lot;Propriétaire;Charges générales\n1;Mme Lebrun;400\n2;M. Roux;300\n3;SCI Tilleul;200\n4;Mme Blanc;100\n"
DAY = dt.date(2027, 1, 28)


def condominium_case(actor, **fields):
    """A case on a condominium whose lots are imported."""
    condominium = CondominiumFactory(**fields)
    stage = StageFactory(project_kind="condominium", name="Informer")
    case = CaseFactory(
        home=condominium.home,
        project_kind="condominium",
        stage=stage,
        title=condominium.name,
        organisation_id=actor.organisation_id,
    )
    found = plan(read_table(LIST.encode()), totals={})
    import_lots(actor=actor, condominium=condominium, plan=found)
    return case


def meeting_of(case, *, coming=(), **resolution):
    """A meeting with one resolution on energy works; `coming`: names of the owners who are there."""
    condominium = case.home.condominium
    meeting = GeneralMeeting.objects.create(condominium=condominium, held_on=DAY)
    given = {"title": "Isoler les façades", "majority": "25", "energy": True, "key": condominium.keys.get()}
    asked = Resolution.objects.create(meeting=meeting, position=1, **(given | resolution))
    for name in coming:
        Attendance.objects.create(meeting=meeting, owner=condominium.owners.get(name=name), mode="present")
    return asked
