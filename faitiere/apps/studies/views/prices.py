from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles

from .. import actions
from ..families import by_family
from ..forms.prices import PriceForm
from ..lookup import posted
from ..prices import unit_prices


def _table(on) -> list[dict]:
    prices = unit_prices(on)
    return [
        {"heading": heading, "rows": [{"entry": entry, "price": prices[entry.code]} for entry in entries]}
        for heading, entries in by_family()
    ]


@for_roles(Role.TERRITORY_ADMIN)
def prices(request):
    """The catalogue with the price range of each work today; the territory's own prices are added here."""
    form = PriceForm(posted(request), initial={"work_code": request.GET.get("travaux", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.set_price(
            actor=request.actor,
            work_code=given["work_code"],
            cents=(given["low"], given["likely"], given["high"]),
            valid_from=given["valid_from"],
            source=given["source"],
        )
        messages.success(request, "Prix enregistré, pour les prochains calculs. Les études imprimées gardent le leur.")
        return redirect("studies:prices")
    today = timezone.localdate()
    status = 422 if form.is_bound else 200
    return render(request, "studies/prices.html", {"form": form, "families": _table(today), "on": today}, status=status)
