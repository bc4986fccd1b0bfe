"""The portal as those who run it see it at the desk: look, menu, library, editors, pages to check."""

import functools

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles

from .. import actions
from ..checks import faulty, live_pages, outdated
from ..comparing import compared, national_pages, states_of_library
from ..desk_forms import EditorForm, LabelForm, LookForm, MenuLineForm
from ..enums import EditorLevel
from ..looks import FIELDS, measures
from ..models import Editor, LibraryUse, LinkCheck, MenuLine, ResourceIndexPage, TerritorySite
from ..permissions import editing_level


def _site(request) -> TerritorySite:
    """The portal of the territory, or 404 while it has none."""
    return get_object_or_404(
        TerritorySite.objects.select_related("site__root_page", "logo"), territory=request.territory
    )


def _editors_only(view):
    """For who writes on the portal; the others are told how to be given the right, and nothing is done."""

    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if not editing_level(request.actor):
            messages.warning(request, "Cette page est à ceux qui écrivent sur le portail.")
            return redirect("portal:hub")
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_roles(*DESK_ROLES)
def hub(request):
    """Where the portal stands: what waits, what ages, and where each thing is changed."""
    link = TerritorySite.objects.filter(territory=request.territory).select_related("site__root_page").first()
    pages = Page.objects.descendant_of(link.site.root_page) if link else Page.objects.none()
    context = {
        "link": link,
        "level": editing_level(request.actor),
        "drafts": pages.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at")[:10],
        "outdated": len(outdated(request.territory, timezone.localdate())),
        "broken": LinkCheck.objects.count(),
        "published": len(live_pages(request.territory)),
    }
    return render(request, "portal/desk/hub.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def look(request):
    """Colours and logo: measured, shown before they are kept."""
    link = _site(request)
    now = {name: getattr(request.territory, name) for name in FIELDS}
    form = LookForm(request.POST or None, request.FILES or None, initial=now | {"font": request.territory.font})
    if request.method == "POST" and form.is_valid() and "keep" in request.POST:
        data = form.cleaned_data
        actions.set_look(
            actor=request.actor,
            colours=form.colours,
            font=data["font"],
            logo=data["logo"],
            without_logo=data["without_logo"],
        )
        messages.success(request, "Apparence enregistrée. Le portail la montre déjà.")
        return redirect("portal:look")
    tried = now | (form.colours if form.is_bound else {})
    context = {"form": form, "now": now, "tried": tried, "measures": measures(tried), "link": link}
    return render(request, "portal/desk/look.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def menu(request):
    """The lines of the menu, and one to add."""
    _site(request)
    form = MenuLineForm(request.POST or None, territory=request.territory)
    if request.method == "POST" and form.is_valid():
        line = actions.add_line(actor=request.actor, **form.line())
        messages.success(request, f"« {line.label} » est dans le menu.")
        return redirect("portal:menu")
    context = {"form": form, "lines": MenuLine.objects.select_related("page")}
    return render(request, "portal/desk/menu.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def menu_start(request):
    """Write the lines shown by default, to change them."""
    _site(request)
    actions.start_menu(actor=request.actor)
    return redirect("portal:menu")


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def menu_line(request, line_id):
    """Rename, move or remove a line."""
    line = get_object_or_404(MenuLine, pk=line_id)
    order = request.POST.get("order")
    if order in {"up", "down"}:
        actions.move_line(actor=request.actor, line=line, by=-1 if order == "up" else 1)
    elif order == "remove":
        actions.remove_line(actor=request.actor, line=line)
    else:
        form = LabelForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Écrivez le texte de la ligne, en quarante caractères au plus.")
            return redirect("portal:menu")
        actions.change_line(actor=request.actor, line=line, label=form.cleaned_data["label"])
    return redirect("portal:menu")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def editors(request):
    """Who writes, who publishes."""
    form = EditorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.give_editing(actor=request.actor, user=data["user"], level=data["level"])
        messages.success(request, f"{data['user']} peut écrire sur le portail.")
        return redirect("portal:editors")
    context = {"form": form, "editors": Editor.objects.select_related("user").order_by("user__last_name")}
    return render(request, "portal/desk/editors.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def editor_remove(request, editor_id):
    editor = get_object_or_404(Editor.objects.select_related("user"), pk=editor_id)
    actions.take_editing(actor=request.actor, editor=editor)
    messages.success(request, f"{editor.user} n’écrit plus sur le portail.")
    return redirect("portal:editors")


@require_safe
@for_roles(*DESK_ROLES)
@_editors_only
def checks(request):
    """Links that lead nowhere and pages to read again."""
    context = {
        "outdated": outdated(request.territory, timezone.localdate()),
        "faulty": faulty(request.territory),
        "links": LinkCheck.objects.select_related("page"),
        "last": LinkCheck.objects.order_by("-checked_at").first(),
    }
    return render(request, "portal/desk/checks.html", context)


@require_POST
@for_roles(*DESK_ROLES)
@_editors_only
def checked(request, number):
    """Somebody read the page again today."""
    page = next((one for one in live_pages(request.territory) if one.pk == number and hasattr(one, "checked_on")), None)
    if page is None:
        raise Http404
    actions.confirm_checked(actor=request.actor, page=page)
    messages.success(request, f"« {page.title} » est relue aujourd’hui.")
    return redirect("portal:checks")


@require_safe
@for_roles(*DESK_ROLES)
@_editors_only
def national(request):
    """The national library, and what the territory makes of each page."""
    return render(request, "portal/desk/library.html", {"lines": states_of_library()})


@require_POST
@for_roles(*DESK_ROLES)
@_editors_only
def national_use(request, number):
    """Show a national page here, adapt it, or stop; only who publishes changes what visitors read."""
    if editing_level(request.actor) != EditorLevel.PUBLISHES:
        messages.warning(request, "Seule une personne qui publie choisit les textes nationaux.")
        return redirect("portal:library")
    page = get_object_or_404(national_pages(), pk=number)
    root = _site(request).site.root_page
    index = ResourceIndexPage.objects.live().descendant_of(root).order_by("path").first()
    use = LibraryUse.objects.filter(page=page).first()
    order = request.POST.get("order")
    if index is None:
        messages.error(request, "Créez d’abord une « liste des ressources » sous l’accueil du portail.")
    elif order == "stop" and use:
        actions.stop_lending(actor=request.actor, use=use)
    elif order == "adapt":
        use = use or actions.lend(actor=request.actor, page=page, index=index)
        local = use.local or actions.adapt(actor=request.actor, use=use)
        return redirect("wagtailadmin_pages:edit", local.pk)
    elif order == "use":
        actions.lend(actor=request.actor, page=page, index=index)
        messages.success(request, f"« {page.title} » est dans vos ressources.")
    return redirect("portal:library")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
@_editors_only
def national_changes(request, use_id):
    """What changed in a national text since the territory adapted it."""
    use = get_object_or_404(LibraryUse.objects.select_related("page", "local"), pk=use_id)
    if request.method == "POST":
        actions.read_again(actor=request.actor, use=use)
        messages.success(request, "Le texte national est noté comme lu.")
        return redirect("portal:library")
    return render(request, "portal/desk/changes.html", {"use": use, "lines": compared(use)})
