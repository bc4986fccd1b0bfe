from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles

from . import actions, describing, places, samples
from .forms import AidForm, EndForm, NoteForm, TierFormSet, changed_rows, tier_initials
from .forms.tiers import PREFIX
from .models import LocalAid
from .national import national_aids
from .rules import Refused
from .wording import amount_words, audience_words, terms_words


def seen_by(actor):
    """Aids an actor may read: published ones at the desk, those in preparation too for the administrator."""
    return LocalAid.objects.all() if actor.has(Role.TERRITORY_ADMIN) else LocalAid.objects.published()


@require_safe
@for_roles(*DESK_ROLES)
def aids(request):
    """Every aid of the territory in its latest version: in force, to come, in preparation, ended."""
    today, latest = timezone.localdate(), {}
    for aid in seen_by(request.actor).order_by("name", "version"):
        aid.amount, aid.audience = amount_words(aid.terms["tiers"]), audience_words(aid.terms)
        aid.where = places.words(aid.terms)
        latest[aid.aid_key, aid.state] = aid
    return render(request, "local_aids/aids.html", {"aids": list(latest.values()), "today": today})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def new(request):
    return _described(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def edit(request, aid_id):
    return _described(request, get_object_or_404(LocalAid, pk=aid_id))


def _described(request, aid):
    """The form of an aid and its tiers; « Ajouter une tranche » and « Retirer » come back to it with what was typed."""
    if aid and not aid.is_draft:
        messages.error(request, "Cette version est publiée : elle ne change plus. Préparez une nouvelle version.")
        return redirect("local_aids:show", aid.pk)
    if request.method != "POST":
        rows = tier_initials(aid.terms["tiers"]) if aid else [{}]
        return _form(request, aid, AidForm(initial=_initial(aid)), TierFormSet(initial=rows, prefix=PREFIX))
    if (rows := changed_rows(request.POST)) is not None:
        return _form(request, aid, AidForm(initial=_typed(request.POST)), TierFormSet(initial=rows, prefix=PREFIX))
    form, tiers = AidForm(request.POST), TierFormSet(request.POST, prefix=PREFIX)
    if all([form.is_valid(), tiers.is_valid()]):
        try:
            aid = actions.save_draft(actor=request.actor, fields=form.fields_with(tiers.tiers()), aid=aid)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Aide enregistrée. Vérifiez ce qu'elle donne, puis publiez-la.")
            return redirect("local_aids:show", aid.pk)
    return _form(request, aid, form, tiers)


def _initial(aid) -> dict:
    return AidForm.initial_of(aid) if aid else {"area": describing.TERRITORY, "valid_from": timezone.localdate()}


def _typed(data) -> dict:
    """What was typed, as it was typed."""
    return {name: field.widget.value_from_datadict(data, {}, name) for name, field in AidForm().fields.items()}


def _form(request, aid, form, tiers):
    refused = form.errors or (tiers.is_bound and not tiers.is_valid())
    context = {"aid": aid, "form": form, "tiers": tiers}
    return render(request, "local_aids/form.html", context, status=422 if refused else 200)


@require_safe
@for_roles(*DESK_ROLES)
def show(request, aid_id):
    """One version: its rules in words, what it gives to sample households, its other versions."""
    aid = get_object_or_404(seen_by(request.actor), pk=aid_id)
    return _shown(request, aid, EndForm())


def _shown(request, aid, end_form, status=200):
    day = max(timezone.localdate(), aid.valid_from)
    others = tuple(one for one in describing.in_force(day) if one.code != describing.code_of(aid))
    context = {
        "aid": aid,
        "rows": terms_words(aid.terms, places=places.words(aid.terms), others=_names(day)),
        "source": describing.source_of(aid),
        "day": day,
        "tried": samples.tried(
            describing.described(aid, tried=True), place=places.sample_place(aid.terms), others=others, on=day
        ),
        "versions": seen_by(request.actor).filter(aid_key=aid.aid_key).exclude(pk=aid.pk).order_by("-version"),
        "end_form": end_form,
        "can_end": not aid.is_draft and (aid.valid_to is None or aid.valid_to >= timezone.localdate()),
    }
    return render(request, "local_aids/show.html", context, status=status)


def _names(day) -> dict[str, str]:
    return national_aids(day) | {"locales": "toute autre aide locale"}


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def publish(request, aid_id):
    aid = get_object_or_404(LocalAid, pk=aid_id)
    try:
        actions.publish(actor=request.actor, aid=aid)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Aide publiée : elle compte dans les calculs à partir du {aid.valid_from:%d/%m/%Y}.")
    return redirect("local_aids:show", aid_id)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def end(request, aid_id):
    aid = get_object_or_404(LocalAid, pk=aid_id)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            actions.end(actor=request.actor, aid=aid, last=form.cleaned_data["last"])
        except Refused as refused:
            form.add_error("last", str(refused))
        else:
            messages.success(request, "Dernier jour enregistré. Les dossiers d'avant gardent cette aide.")
            return redirect("local_aids:show", aid_id)
    return _shown(request, aid, form, status=422)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def version(request, aid_id):
    """A draft copied from a published aid, which it will replace."""
    aid = get_object_or_404(LocalAid, pk=aid_id)
    try:
        draft = actions.new_version(actor=request.actor, aid=aid)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("local_aids:show", aid_id)
    messages.success(request, f"Version {draft.version} en préparation. La version publiée reste en vigueur.")
    return redirect("local_aids:edit", draft.pk)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def drop(request, aid_id):
    aid = get_object_or_404(LocalAid, pk=aid_id)
    try:
        actions.drop(actor=request.actor, aid=aid)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("local_aids:show", aid_id)
    messages.success(request, "Préparation abandonnée. Rien n'a été publié.")
    return redirect("local_aids:aids")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def notes(request):
    """The national aids with the territory's note beside each: shown in cases, it changes no rule."""
    names = national_aids(timezone.localdate())
    posted = (
        NoteForm(request.POST, codes=names, prefix=request.POST.get("rang", "")) if request.method == "POST" else None
    )
    if posted and posted.is_valid():
        actions.set_note(actor=request.actor, **posted.cleaned_data)
        messages.success(request, "Note enregistrée.")
        return redirect("local_aids:notes")
    written = describing.notes()
    rows = []
    for rank, (code, name) in enumerate(names.items()):
        mine = posted if posted and posted.prefix == str(rank) else None
        initial = {"aid_code": code, "text": written[code].text if code in written else ""}
        rows.append({"name": name, "note": written.get(code), "rank": rank})
        rows[-1]["form"] = mine or NoteForm(initial=initial, codes=names, prefix=str(rank))
    return render(request, "local_aids/notes.html", {"rows": rows}, status=422 if posted else 200)
