import datetime as dt

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.steering.actions import adopt_programme
from faitiere.apps.steering.models import ActType


def pacte_type(territory, code: str) -> ActType:
    """An act type of the Pacte territorial, adopted by the territory in scope."""
    programme = adopt_programme(actor=system_actor(territory), name="pacte")
    return ActType.objects.get(programme=programme, code=code)


def a2_answers(**changes) -> dict:
    """What a form sends for a complete A2."""
    return {
        "done_on": dt.date.today().isoformat(),
        "minutes": "45",
        "anah": "OUI",
        "next_service": ["ACCOMPAGNEMENT REALISATION DE TRAVAUX"],
    } | changes
