"""Writers of what visitors ask: to be called back, a simulation kept or sent."""

import datetime as dt

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.enums import HomeKind
from faitiere.apps.cases.actions import Asked, add_entry, open_asked_case
from faitiere.apps.cases.actions import NobodyInCharge as NobodyInCharge
from faitiere.apps.cases.enums import EntryKind, Visibility
from faitiere.apps.cases.models import Case
from faitiere.apps.contacts.actions import HouseholdFields, update_household
from faitiere.apps.notifications.actions import queue

from ..codes import key_of, new_code, normal, written
from ..forms import CONSENT, SEND_CONSENT
from ..models import SavedSimulation, SentSimulation

# How long a simulation is kept after the last contact (trust.md): given an address it is a contact, else a draft.
_KEPT_WITH_ADDRESS = dt.timedelta(days=365)
_KEPT_ALONE = dt.timedelta(days=91)


@transaction.atomic
def ask_for_call(*, actor, asked: dict, consent: str = CONSENT) -> Case:
    """Open a case from the call-back form, keep the consent, and confirm by mail.

    asked    cleaned data of `CallbackForm`. The case waits for an advisor of the organisation in charge of the commune.
    consent  the sentence that was accepted
    """
    wanted = Asked(
        answers=asked,
        consent=consent,
        source="Formulaire du portail",
        next_step="Rappeler le conseil syndical" if asked["home_kind"] == HomeKind.BUILDING else "Rappeler le ménage",
        next_step_on=timezone.localdate() + dt.timedelta(days=2),
    )
    case = open_asked_case(actor=actor, asked=wanted)
    if asked["email"]:
        person = case.participants.get(is_main=True).person
        text = render_to_string(
            "portal/mail/call_asked.txt", {"person": person, "case": case, "territory": actor.territory}
        )
        mail = queue(
            recipient=asked["email"], subject="Votre demande est arrivée au guichet", text=text, kind="portal.asked"
        )
        add_entry(
            actor=actor,
            case=case,
            kind=EntryKind.MAIL,
            title=mail.subject,
            text=text,
            visibility=Visibility.SHARED,
            mail=mail,
        )
    return case


def _end_of(email: str) -> dt.datetime:
    return timezone.now() + (_KEPT_WITH_ADDRESS if email else _KEPT_ALONE)


@transaction.atomic
def keep_simulation(*, actor, answers: dict, email: str = "") -> str:
    """Keep the answers under a new code, sent by mail when an address is given; the code is known to nobody else.

    answers  see `AidsForm.plain`
    """
    code = new_code()
    kept = SavedSimulation.objects.create(
        code_key=key_of(code), answers=answers, email=email, expires_at=_end_of(email)
    )
    record(actor=actor, verb="simulation.kept", target=kept, mailed=bool(email))
    if email:
        context = {"code": written(code), "link": _link_to(actor.territory, code), "kept": kept}
        text = render_to_string("portal/mail/simulation_kept.txt", context | {"territory": actor.territory})
        queue(recipient=email, subject="Le code de votre simulation d’aides", text=text, kind="portal.simulation")
    return code


def _link_to(territory, code: str) -> str:
    return territory.absolute(reverse("portal:simulation", args=[code]))


@transaction.atomic
def resume_simulation(*, actor, typed: str) -> str:
    """The code in its plain form, kept as long again from now; empty when it is unknown, of elsewhere or too old."""
    code = normal(typed)
    kept = SavedSimulation.objects.in_force().filter(code_key=key_of(code)).first() if code else None
    if kept is None:
        return ""
    kept.last_contact_at, kept.expires_at = timezone.now(), _end_of(kept.email)
    kept.save(update_fields=["last_contact_at", "expires_at"])
    record(actor=actor, verb="simulation.resumed", target=kept)
    return code


@transaction.atomic
def join_simulation(*, actor, case: Case, answers: dict) -> SentSimulation:
    """A simulation becomes part of a case, read with the rules of today, and its facts those of the household."""
    sent = SentSimulation.objects.create(case=case, answers=answers, made_on=timezone.localdate())
    household = case.household
    size, income = answers.get("household_size"), answers.get("rfr")
    given = HouseholdFields(
        size=int(size) if size else household.size,
        rfr_euros=int(income) if income else household.rfr_euros,
        rfr_year=household.rfr_year,
        occupancy=household.occupancy,
    )
    update_household(actor=actor, household=household, given=given, case_id=case.pk)
    add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.STUDY,
        title="Simulation d’aides envoyée par le ménage",
        text="Les réponses et les aides estimées ce jour-là sont jointes au dossier.",
        visibility=Visibility.SHARED,
    )
    record(actor=actor, verb="simulation.sent", target=sent, case_id=case.pk)
    return sent


@transaction.atomic
def send_simulation(*, actor, asked: dict, answers: dict) -> Case:
    """Open a case as the call-back form does, the simulation with it. Raises `NobodyInCharge`."""
    case = ask_for_call(actor=actor, asked=asked, consent=SEND_CONSENT)
    join_simulation(actor=actor, case=case, answers=answers)
    return case
