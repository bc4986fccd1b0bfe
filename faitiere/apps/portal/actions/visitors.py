"""Writers of what visitors ask: to be called back, a simulation kept or sent."""

import datetime as dt

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import NewCase, add_entry, open_case
from faitiere.apps.cases.communes import in_charge_of
from faitiere.apps.cases.enums import CaseOrigin, EntryKind, Visibility
from faitiere.apps.cases.models import Case
from faitiere.apps.contacts.actions import HouseholdFields, update_household
from faitiere.apps.contacts.enums import Purpose
from faitiere.apps.contacts.models import Consent, Person
from faitiere.apps.contacts.rules import name_key
from faitiere.apps.notifications.actions import queue
from faitiere.apps.territories.enums import ProjectKind

from ..codes import key_of, new_code, normal, written
from ..forms import CONSENT, SEND_CONSENT
from ..models import SavedSimulation, SentSimulation

# How long a simulation is kept after the last contact (trust.md): given an address it is a contact, else a draft.
_KEPT_WITH_ADDRESS = dt.timedelta(days=365)
_KEPT_ALONE = dt.timedelta(days=91)


class NobodyInCharge(ValueError):
    """No organisation answers for the commune."""


def _already_known(email: str, last_name: str):
    """Id of the person with this very address and name, so that nobody is written twice; None when unsure."""
    if not email:
        return None
    found = Person.objects.filter(email_key=email.lower(), name_key__startswith=name_key(last_name)).values_list(
        "pk", flat=True
    )
    return found[0] if len(found) == 1 else None


def _new_case(asked: dict, organisation) -> NewCase:
    """The form's answers as the opening of a case takes them."""
    return NewCase(
        organisation=organisation,
        last_name=asked["last_name"],
        first_name=asked["first_name"],
        phone=asked["phone"],
        email=asked["email"],
        person_id=_already_known(asked["email"], asked["last_name"]),
        commune=asked["commune"],
        postcode=asked["commune"].first_postcode,
        home_kind=asked["home_kind"],
        occupancy=asked["occupancy"],
        text=asked["text"],
        origin=CaseOrigin.PORTAL,
        next_step="Rappeler le ménage",
        next_step_on=timezone.localdate() + dt.timedelta(days=2),
    )


@transaction.atomic
def ask_for_call(*, actor, asked: dict, consent: str = CONSENT) -> Case:
    """Open a case from the call-back form, keep the consent, and confirm by mail.

    asked    cleaned data of `CallbackForm`. The case waits for an advisor of the organisation in charge of the commune.
    consent  the sentence that was accepted
    """
    organisation = in_charge_of(asked["commune"], ProjectKind.HOUSE)
    if organisation is None:
        raise NobodyInCharge(f"Aucune structure ne répond encore pour {asked['commune'].name}. Appelez-nous.")
    case = open_case(actor=actor, request=_new_case(asked, organisation))
    person = case.participants.get(is_main=True).person
    Consent.objects.create(person=person, purpose=Purpose.FOLLOW_UP, text_shown=consent, source="Formulaire du portail")
    if asked["email"]:
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
