"""Professionals of the demonstration: a small RGE file read by the real import, registrations, a request for quotes."""

import csv
import datetime as dt
import io

from django.utils import timezone

from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.cases.models import Case
from faitiere.apps.directory import actions, asking
from faitiere.apps.directory.actions import NewProposal
from faitiere.apps.directory.enums import ProposalKind
from faitiere.apps.directory.models import Label, Professional
from faitiere.apps.directory.rge_file import COLUMNS
from faitiere.apps.territories.models import Commune
from faitiere.lib.siret import with_key

from ..stories import email_of
from .setting import Setting

_FIRST_NUMBER = 9_950_000_000_000


def open_directory(setting: Setting, told: dict) -> None:
    """Settings and labels, then the file, then what people proposed and asked."""
    actor = setting.platform
    fields = {"departements": ["31"], "registration_open": True}
    actions.set_directory(actor=actor, fields=fields)
    for one in told["label"]:
        actions.save_label(actor=actor, label=None, fields=one)
    _import(setting, told["rge"])
    for rank, one in enumerate(told["registered"], start=100):
        actions.accept(actor=setting.actor("pascal"), proposal=_proposed(setting, one, rank))
    for rank, one in enumerate(told["pending"], start=200):
        _proposed(setting, one, rank)
    for one in told["problem"]:
        about = Professional.objects.get(name=one["on"])
        actions.report_problem(actor=setting.platform, professional=about, text=one["text"])
    _ask_quotes(setting, told["quotes"])


def _number(rank: int) -> str:
    return with_key(str(_FIRST_NUMBER + rank))


def _mail(name: str) -> str:
    return email_of([part for part in name.replace("'", " ").replace("&", " ").replace(",", " ").split() if part])


def _import(setting: Setting, companies: list[dict]) -> None:
    """The companies as ADEME's file tells them, then the labels and missions that the desk adds."""
    content = _file(companies)
    run = actions.ask_import(actor=setting.platform, file_name="liste-des-entreprises-rge.csv")
    actions.run_import(actor=setting.platform, run=run, handle=io.BytesIO(content), size=len(content))
    labels = {one.name: one for one in Label.objects.all()}
    for one in companies:
        professional = Professional.objects.get(name=one["name"])
        if one.get("condominiums"):
            fields = {"for_condominiums": True, "for_houses": one.get("houses", True)}
            given = actions.Given(fields, [], [])
            actions.correct_professional(actor=setting.actor("pascal"), professional=professional, given=given)
        if one.get("labels"):
            held = [labels[name] for name in one["labels"]]
            actions.set_labels(actor=setting.actor("pascal"), professional=professional, labels=held)


def _file(companies: list[dict]) -> bytes:
    communes = Commune.objects.defer("contour").in_bulk([one["insee"] for one in companies])
    out, today = io.StringIO(), timezone.localdate()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for rank, one in enumerate(companies):
        commune = communes[one["insee"]]
        # Spread around the centre of the commune, a few hundred metres apart.
        north, east = (rank * 7 % 11 - 5) * 0.0018, (rank * 5 % 13 - 6) * 0.0018
        for domain, days in one["held"]:
            end = today + dt.timedelta(days=days)
            writer.writerow(
                {
                    "siret": _number(rank),
                    "nom_entreprise": one["name"],
                    "adresse": one["street"],
                    "code_postal": commune.first_postcode,
                    "commune": commune.name,
                    "latitude": round(commune.latitude + north, 6),
                    "longitude": round(commune.longitude + east, 6),
                    "telephone": f"+335364950{rank:02d}",
                    "email": _mail(one["name"]),
                    "code_qualification": f"DEMO-{rank:02d}",
                    "nom_qualification": f"{domain} (exemple)",
                    "nom_certificat": "Certificat de démonstration",
                    "domaine": domain,
                    "meta_domaine": "Travaux d'efficacité énergétique",
                    "organisme": "organisme fictif",
                    "particulier": "true",
                    "lien_date_debut": (end - dt.timedelta(days=4 * 365)).isoformat(),
                    "lien_date_fin": end.isoformat(),
                }
            )
    return out.getvalue().encode()


def _proposed(setting: Setting, one: dict, rank: int):
    """A registration whose address was confirmed."""
    commune = Commune.objects.get(pk=one["insee"])
    asked = {name: one[name] for name in ("name", "trades", "reach_km", "areas", "presentation", "works_done")}
    asked |= {"siret": _number(rank), "address": one["street"], "town": commune.name, "website": ""}
    asked |= {"postcode": commune.first_postcode, "phone": f"+335364951{rank % 100:02d}", "email": _mail(one["name"])}
    asked |= {f"for_{kind}": kind in one["missions"] for kind in ("houses", "condominiums")}
    new = NewProposal(ProposalKind.REGISTER, asked["email"], asked)
    proposal = actions.propose(actor=setting.platform, new=new)
    actions.confirm(actor=setting.platform, proposal=proposal)
    return proposal


def _ask_quotes(setting: Setting, told: dict) -> None:
    """The household of a case asks, and some answer."""
    case = Case.objects.get(title__endswith=told["case"])
    user = case.participants.get(is_main=True).person.user
    given = asking.first_words(case, None) | {"note": told["note"]}
    chosen = [Professional.objects.get(name=name) for name in told["to"]]
    works = asking.works_of(case, given)
    actor = actor_for(user, setting.territory)
    request = actions.ask_for_quotes(actor=actor, case=case, told=works, professionals=chosen)
    for invitation in request.invitations.select_related("professional", "request__case__home__commune"):
        name = invitation.professional.name
        if name in told["accepts"]:
            actions.answer_quote(territory=setting.territory, invitation=invitation, accepted=True)
        elif name in told["declines"]:
            reason = told["declines"][name]
            actions.answer_quote(territory=setting.territory, invitation=invitation, accepted=False, reason=reason)
