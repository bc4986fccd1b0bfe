"""The wizard that opens a territory: six short screens, nothing written before the last."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from faitiere.apps.territories.enums import PortalFont
from faitiere.apps.territories.models import Commune
from faitiere.lib.access import for_platform

from .. import actions
from ..desk_forms import AdministratorForm, ColoursForm, CommunesForm, IdentityForm, OrganisationsForm
from ..looks import FIELDS, measures
from ..opening import DEFAULT_LOOK, Opening, slug_of, unpacked_logo

# Name of the screen in the address → (title, form).
STEPS = {
    "guichet": ("Le guichet", IdentityForm),
    "communes": ("Les communes", CommunesForm),
    "structures": ("Les structures", OrganisationsForm),
    "administrateur": ("Le premier administrateur", AdministratorForm),
    "couleurs": ("L’apparence", ColoursForm),
}
_LAST = "verifier"
_KEY = "opening"


def _missing(told: dict) -> str | None:
    """The first screen not filled in yet."""
    return next((step for step in STEPS if step not in told), None)


def _context(step: str, told: dict) -> dict:
    names = [*STEPS, _LAST]
    rank = names.index(step)
    labels = [*(title for title, _ in STEPS.values()), "Vérifier et ouvrir"]
    return {
        "step": step,
        "title": labels[rank],
        "rank": rank + 1,
        "labels": labels,
        "back": names[rank - 1] if rank else None,
        "told": told,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_platform
def opening(request, step="guichet"):
    """One screen of the wizard; what was typed stays in the session until the territory is open."""
    told = request.session.get(_KEY, {})
    if step == _LAST:
        return _check(request, told)
    if step not in STEPS:
        return redirect("portal:opening")
    initial = DEFAULT_LOOK if step == "couleurs" else {}
    before = told.get(step, {"typed": {}, "data": {}})
    initial = initial | before["typed"] | {"kept_logo": before["data"].get("logo")}
    form = STEPS[step][1](request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.data.get(name, "") for name in form.fields}
        request.session[_KEY] = told | {step: {"typed": typed, "data": _plain(form.cleaned_data)}}
        names = [*STEPS, _LAST]
        return redirect("portal:opening_step", names[names.index(step) + 1])
    context = _context(step, told) | {"form": form}
    if step == "couleurs":
        tried = DEFAULT_LOOK | (form.colours if form.is_bound else {})
        context |= {"tried": tried, "measures": measures(tried)}
    return render(request, f"portal/opening/{step}.html", context, status=422 if form.errors else 200)


def _plain(data: dict) -> dict:
    """What the session keeps: text and lists."""
    return {name: value for name, value in data.items() if isinstance(value, str | list)}


def _check(request, told: dict):
    """What will be opened, and the button that opens it."""
    if missing := _missing(told):
        return redirect("portal:opening_step", missing)
    made = _opening_of(told)
    refused = ""
    if request.method == "POST":
        try:
            territory = actions.open_territory(actor=request.actor, opening=made)
        except actions.OpeningRefused as error:
            refused = str(error)
        else:
            request.session.pop(_KEY)
            messages.success(request, f"{territory.name} est ouvert. L’invitation est partie.")
            return redirect("accounts:platform")
    context = _context(_LAST, told) | {"opening": made, "refused": refused, "font": PortalFont(made.font).label}
    return render(request, "portal/opening/verifier.html", context, status=422 if refused else 200)


def _opening_of(told: dict) -> Opening:
    data = {step: kept["data"] for step, kept in told.items()}
    identity = data["guichet"]
    return Opening(
        **{name: identity[name] for name in ("name", "host", "case_prefix", "phone", "email")},
        slug=slug_of(identity["name"]),
        communes=list(Commune.objects.filter(pk__in=data["communes"]["communes"]).order_by("name")),
        organisations=data["structures"]["organisations"],
        administrator=data["administrateur"],
        colours={name: data["couleurs"][name] for name in FIELDS},
        font=data["couleurs"]["font"],
        logo=unpacked_logo(data["couleurs"]["logo"]),
    )
