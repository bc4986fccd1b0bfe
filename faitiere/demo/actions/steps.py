"""What may happen in a case of the story: one function a word of the story."""

import datetime as dt
from importlib import resources

from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actions import accept_invitation, start_seeing, stop_seeing
from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.accounts.models import Invitation
from faitiere.apps.buildings.actions import correct, describe_by_answers, take_dpe, update_home
from faitiere.apps.cases.actions import (
    NewParticipant,
    NewTask,
    add_entry,
    add_participant,
    add_partner,
    add_task,
    assign,
    invite_to_space,
    pin,
    set_stage,
    write_to_household,
)
from faitiere.apps.cases.enums import TaskKind, Visibility
from faitiere.apps.cases.models import Stage
from faitiere.apps.contacts.actions import HouseholdFields, PersonFields, update_household
from faitiere.apps.legal.actions import answer, ask_for_advice
from faitiere.apps.legal.nomenclature import subjects
from faitiere.apps.portal.actions import join_simulation
from faitiere.apps.space.actions import write_to_advisor
from faitiere.apps.steering.actions import confirm_act
from faitiere.apps.steering.proposing import act_types_on
from faitiere.apps.studies.actions import (
    Facts,
    choose,
    create_study,
    print_report,
    save_advice,
    save_facts,
    save_scenario,
    send_report,
    set_plan_choices,
)

from ..stories import PASSWORD
from .condominiums import CONDOMINIUM_STEPS
from .space import SPACE_STEPS

_MINUTES = {"A1": 20, "A2": 75}
_STEP_DAYS = 21


def _take(told, step) -> None:
    case, story = step["case"], told.story
    assign(actor=told.actor, case=case, advisor=told.setting.users[story["advisor"]])
    known = {key: story[key] for key in ("address", "postcode") if key in story}
    update_home(actor=told.actor, home=case.home, **known)


def _entry(told, step) -> None:
    visibility = Visibility.SHARED if step.get("shared") else Visibility.INTERNAL
    add_entry(
        actor=told.actor,
        case=told.case,
        kind=step["kind"],
        title=step["title"],
        text=step["text"],
        visibility=visibility,
    )


def _people(told, step) -> None:
    for first, last in told.story["people"][1:]:
        new = NewParticipant(person=PersonFields(last_name=last, first_name=first))
        add_participant(actor=told.actor, case=told.case, new=new)


def _household(told, step) -> None:
    given = HouseholdFields(**step["household"])
    update_household(actor=told.actor, household=told.case.household, given=given, case_id=told.case.pk)


def _stage(told, step) -> None:
    stage = Stage.objects.get(project_kind=told.case.project_kind, position=step["stage"])
    set_stage(actor=told.actor, case=told.case, stage=stage)


def _dpe(told, step) -> None:
    file = resources.files("faitiere.apps.buildings") / "demo" / step["dpe"]
    take_dpe(actor=told.actor, home=told.case.home, content=file.read_bytes(), name=step["dpe"])


def _answers(told, step) -> None:
    answers = step["answers"] | {"code_insee": told.story["insee"]}
    describe_by_answers(actor=told.actor, home=told.case.home, answers=answers)


def _correct(told, step) -> None:
    latest = told.case.home.descriptions.order_by("-version").first()
    correct(actor=told.actor, description=latest, corrections=step["correct"])


def _study(told, step) -> None:
    given, household, actor = step["study"], told.case.household, told.actor
    study = create_study(actor=actor, case=told.case)
    known = {name: getattr(household, name) for name in ("size", "rfr_euros", "rfr_year", "occupancy")}
    unknown = {"property_tax_cents": None, "owner_ile_de_france": None}
    facts = Facts(HouseholdFields(**known), extra=unknown | given["facts"], filing_on=timezone.localdate())
    told.study = save_facts(actor=actor, study=study, facts=facts)
    for one in given["scenarios"]:
        years = one.get("years", {})
        works = [
            {"code": code, "parameters": {}, "quantity": None, "price_cents": None, "years": years.get(code, 0)}
            for code in one["works"]
        ]
        scenario = save_scenario(actor=actor, study=told.study, name=one["name"], works=works)
        if scenario.letter == given["chosen"]:
            choose(actor=actor, scenario=scenario)
            set_plan_choices(actor=actor, scenario=scenario, choices=given["plan"])


def _report(told, step) -> None:
    study, today = told.study, timezone.localdate()
    steps = [
        {"what": what, "who": "Vous", "when": (today + dt.timedelta(days=_STEP_DAYS * rank)).isoformat()}
        for rank, what in enumerate(step["follow"], start=1)
    ]
    save_advice(actor=told.actor, study=study, advice=step["report"], steps=steps, met_on=today)
    print_report(actor=told.actor, study=study)
    if step.get("send"):
        text = "Comme convenu, voici le compte-rendu de notre rendez-vous. Lisez-le tranquillement et rappelez-nous."
        send_report(actor=told.actor, study=study, subject="Votre compte-rendu de rendez-vous", text=text)


def _act(told, step) -> None:
    today = timezone.localdate()
    act_type = act_types_on(today).get(code=step["act"])
    answers = {
        "info_kind": ["INFORMATION TECHNIQUE", "INFORMATION FINANCIERE"],
        "nature": ["AIDES FINANCIERES"],
        "question": step.get("question", ""),
        "answer": step.get("answer", ""),
        "anah": "NSP",
    }
    if "next_service" in step:
        answers["next_service"] = [step["next_service"]]
    act = {"done_on": today, "minutes": _MINUTES[step["act"]], "answers": answers}
    study = told.study if step["act"] == "A2" else None
    confirm_act(actor=told.actor, case=told.case, act_type=act_type, act=act, study=study)


def _account(told, step) -> None:
    """The main contact opens its project space with the demonstration's password."""
    main = told.case.participants.get(is_main=True)
    space = reverse("space:case", args=[told.case.pk])
    if main.person.user is None:
        invite_to_space(actor=told.actor, participant=main, next_path=space)
        main.person.refresh_from_db()
    user = main.person.user
    invitation = Invitation.objects.filter(user=user, used_at=None).first()
    accept_invitation(actor=actor_for(user, told.setting.territory), invitation=invitation, password=PASSWORD)


def _message(told, step) -> None:
    user = told.case.participants.get(is_main=True).person.user
    write_to_advisor(actor=actor_for(user, told.setting.territory), case=told.case, text=step["message"])


def _write(told, step) -> None:
    write_to_household(actor=told.actor, case=told.case, subject=step["write"], text=step["text"])


def _pin(told, step) -> None:
    pin(actor=told.actor, case=told.case, title=step.get("title", ""), text=step["pin"])


def _task(told, step) -> None:
    kind = TaskKind.RELANCE if "relance" in step else TaskKind.TASK
    title = "Relance : mesures attendues" if "relance" in step else step["task"]
    due_on = told.today + dt.timedelta(days=step["due"])
    task = NewTask(title, due_on, told.setting.users[step["to"]], kind, step.get("relance", ""))
    add_task(actor=told.actor, case=told.case, task=task)


def _partner(told, step) -> None:
    add_partner(actor=told.actor, case=told.case, organisation=told.setting.organisations[step["partner"]])


def _legal(told, step) -> None:
    """A legal opinion asked of the ADIL; answered when the step says how."""
    setting, subject = told.setting, subjects().get(name=step["legal"])
    asked = {"organisation": setting.organisations["adil"], "subject": subject}
    asked |= {name: step[name] for name in ("public", "question")} | {"asked_on": timezone.localdate()}
    question = ask_for_advice(actor=told.actor, case=told.case, asked=asked)
    if "answer" in step:
        given = {"answer": step["answer"], "minutes": step["minutes"], "documents_given": step["given"]}
        answer(actor=setting.actor("sophie"), question=question, given=given)


def _seen(told, step) -> None:
    """The advisor looks at the household's space for a moment."""
    user = told.case.participants.get(is_main=True).person.user
    visit = start_seeing(actor=told.actor, seen=user, reason=step["seen"], case_id=told.case.pk)
    stop_seeing(actor=told.actor, visit=visit)


# Word of the story → what it does. The first word of a step that is listed here decides.
def _simulation(told, step) -> None:
    """What the household answered to the simulator before it asked to be called back."""
    answers = step["simulation"] | {"commune": told.case.home.commune.name}
    join_simulation(actor=told.setting.platform, case=told.case, answers=answers)


STEPS = (
    {
        "simulation": _simulation,
        "take": _take,
        "people": _people,
        "household": _household,
        "dpe": _dpe,
        "answers": _answers,
        "correct": _correct,
        "study": _study,
        "report": _report,
        "act": _act,
        "account": _account,
        "message": _message,
        "write": _write,
        "pin": _pin,
        "task": _task,
        "relance": _task,
        "partner": _partner,
        "legal": _legal,
        "seen": _seen,
        "stage": _stage,
        "kind": _entry,
    }
    | CONDOMINIUM_STEPS
    | SPACE_STEPS
)
