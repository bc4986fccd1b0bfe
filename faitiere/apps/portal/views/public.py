from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from faitiere.apps.cases.communes import served
from faitiere.apps.cases.rules import Refused
from faitiere.lib.access import public
from faitiere.lib.maps import draw
from faitiere.lib.rates import allowed, visitor_of
from faitiere.lib.visitors import same_for_all

from .. import actions
from ..finder import find
from ..forms import CallbackForm

_CALLS_PER_HOUR = 10


@require_safe
@public
@same_for_all()
def finder(request):
    """Who advises in my commune: by name, postcode, map or list."""
    text = request.GET.get("q", "")
    communes = list(served())
    context = {"found": find(text, territory=request.territory), "q": text, "communes": communes, "map": draw(communes)}
    return render(request, "portal/finder.html", context)


@require_http_methods(["GET", "POST"])
@public
@same_for_all("commune")
def callback(request):
    """Ask to be called back: opens a case and confirms by mail."""
    initial = {"commune": request.GET.get("commune", "")}
    form = CallbackForm(request.POST or None, initial=initial, territory=request.territory)
    if request.method == "POST" and form.is_valid():
        if form.is_robot:
            return redirect("portal:callback_done")
        if not allowed("callback", visitor_of(request), per_hour=_CALLS_PER_HOUR):
            return render(request, "429.html", status=429)
        try:
            actions.ask_for_call(actor=request.actor, asked=form.cleaned_data)
        except (actions.NobodyInCharge, Refused) as error:
            form.add_error("commune", str(error))
        else:
            return redirect("portal:callback_done")
    context = {"form": form, "communes": served()}
    return render(request, "portal/callback.html", context, status=422 if form.errors else 200)


@require_safe
@public
def callback_done(request):
    return render(request, "portal/callback_done.html")
