"""The shared components as template tags and filters; docs/contribuer/composants.md lists them with examples."""

import functools
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from faitiere.lib import numbers

from . import fields

register = template.Library()

STATUS_ICONS = MappingProxyType(
    {
        "ok": "check",
        "warn": "triangle-alert",
        "stop": "circle-alert",
        "note": "info",
        "neutral": "",
        "intern": "lock",
        "brand": "",
    }
)


# Figures and dates ------------------------------------------------------------------------------------


@register.filter
def money(cents: int | None) -> str:
    """Cents as whole euros; a sum nobody knows reads "non calculé"."""
    return "non calculé" if cents is None else numbers.money(cents)


@register.filter
def money_cents(cents: int | None) -> str:
    """Cents as euros and cents, for a payment plan."""
    return "non calculé" if cents is None else numbers.money(cents, with_cents=True)


@register.filter
def number(value, digits: int = 0) -> str:
    return "" if value is None else numbers.trimmed(value, digits)


@register.filter
def quantity(value, unit: str) -> str:
    """A figure and its unit: `{{ 104|quantity:"m²" }}`; at most one decimal."""
    return "" if value is None else numbers.quantity(value, unit, 1)


@register.filter
def percent(ratio) -> str:
    """A ratio as whole percents: 0.696 → 70 %."""
    return "" if ratio is None else numbers.percent(ratio)


@register.filter
def datefr(day: date | None) -> str:
    """ "28 janvier 2027", in the current time zone."""
    return "" if day is None else numbers.date_words(_local(day))


@register.filter
def dayfr(day: date | None) -> str:
    """ "jeudi 28 janvier 2027": always this one for a deadline."""
    return "" if day is None else numbers.day_words(_local(day))


@register.filter
def hourfr(moment: datetime | None) -> str:
    """ "9 h 40"."""
    return "" if moment is None else numbers.hour_words(_local(moment))


@register.filter
def momentfr(moment: datetime | None) -> str:
    """ "jeudi 28 janvier 2027 à 14 h"."""
    return "" if moment is None else numbers.moment_words(_local(moment))


def _local(moment):
    aware = isinstance(moment, datetime) and timezone.is_aware(moment)
    return timezone.localtime(moment) if aware else moment


@register.simple_tag
def plural(value: int, singular: str, plural_form: str | None = None) -> str:
    """A count and its noun: `{% plural 3 "dossier" %}` → 3 dossiers."""
    return numbers.count(value, singular, plural_form)


@register.filter
def initials(name: str) -> str:
    """First letters of the first and last words: "Inès Delmas" → "ID"."""
    words = str(name).split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


@register.filter
def phone(value: str) -> str:
    """A French number in pairs joined by no-break spaces; anything else unchanged."""
    return numbers.phone_words(str(value))


@register.filter
def tel(value: str) -> str:
    """The address of a call: "06 39 98 14 33" → "tel:+33639981433"."""
    digits = "".join(char for char in str(value) if char.isdigit())
    return f"tel:+33{digits[1:]}" if len(digits) == 10 and digits[0] == "0" else f"tel:+{digits}"


# Small parts ------------------------------------------------------------------------------------------


@register.simple_tag
@functools.cache
def icon(name: str, *, size: str = "") -> SafeString:
    """A symbol of img/icones.svg, always beside a word; size="lg" for 28 px. Names are ours and few: each is kept."""
    return format_html(
        '<svg class="f-i{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        " f-i-lg" if size == "lg" else "",
        static("img/icones.svg"),
        name,
    )


@register.simple_tag
def status_tag(kind: str, label: str, *, icon_name: str | None = None) -> SafeString:
    """A status: colour, word and icon. Kinds: ok, warn, stop, note, neutral, intern, brand."""
    shown = STATUS_ICONS[kind] if icon_name is None else icon_name
    css = "" if kind == "brand" else f" f-{kind}"
    return format_html('<span class="f-tag{}">{}{}</span>', css, icon(shown) if shown else "", label)


@register.simple_tag
def estimated(label: str | None, maybe: str = "") -> SafeString:
    """The estimated energy label in text, never a DPE: "F estimée, peut-être E"."""
    if not label:
        return SafeString('<span class="f-muted">étiquette non calculée</span>')
    words = f"estimée, peut-être {maybe}" if maybe and maybe != label else "estimée"
    return format_html('<span class="f-est">{} <small>{}</small></span>', label, words)


@register.simple_tag
def source_line(text: str, *, icon_name: str = "info") -> SafeString:
    """Where a figure comes from, under it."""
    return format_html('<p class="f-src">{}<span>{}</span></p>', icon(icon_name), text)


@register.simple_tag
def avatar(name: str, *, large: bool = False) -> SafeString:
    """Initials in a disc; the name must stand beside it."""
    css = "f-ava f-ava-lg" if large else "f-ava"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, initials(name))


@register.simple_tag
def chart(drawn) -> SafeString:
    """A chart of faitiere.lib.charts: caption, two drawings, table one click away."""
    return SafeString(drawn.figure_html())


@register.inclusion_tag("components/range_bar.html")
def range_bar(low: int, high: int, *, likely: int, scale_max: int, label: str = "") -> dict:
    """A range of money in cents on a scale from 0 to `scale_max`, shared by the bars shown side by side."""
    if not 0 <= low <= likely <= high:
        raise ValueError("Une fourchette va de la borne basse à la haute, la valeur probable entre les deux.")
    scale = 300 / max(scale_max, high, 1)
    words = numbers.money_range(low, high)
    return {
        "band_x": f"{low * scale:.1f}",
        "band_width": f"{max((high - low) * scale, 2):.1f}",
        "mark_x": f"{min(likely * scale, 298) - 2 if likely * scale > 2 else 0:.1f}",
        "words": f"{label}{numbers.NBSP}: {words}" if label else words[0].upper() + words[1:],
        "likely": numbers.money(likely),
    }


@register.inclusion_tag("components/house.html")
def house(losses: Mapping[str, float]) -> dict:
    """The drawn house of the portal: `losses` in W/K (or any unit) by item, shown as whole shares adding up to 100.

    Items: toiture, murs, air, fenetres_portes, plancher_bas, ponts_thermiques.
    """
    shares = numbers.whole_shares(list(losses.values()))
    return {name: f"{share}{numbers.NBSP}%" for name, share in zip(losses, shares, strict=True)}


# Blocks -----------------------------------------------------------------------------------------------


@register.simple_block_tag
def card(content: str, title: str = "", *, url: str = "", link: str = "", level: int = 2) -> SafeString:
    """A card with its heading and, at right, one link; the body is the block."""
    bound = {"content": content, "title": title, "url": url, "link": link, "level": level}
    return render_to_string("components/card.html", bound)


@register.simple_block_tag
def alert(content: str, kind: str = "note", *, role: str = "") -> SafeString:
    """A message that stays: note, ok, warn or stop."""
    return render_to_string(
        "components/alert.html",
        {"content": content, "kind": kind, "icon": STATUS_ICONS[kind], "role": role},
    )


@register.simple_block_tag
def page_header(content: str, title: str, *, fact: str = "", back: str = "", back_url: str = "") -> SafeString:
    """The h1, one line of fact, a breadcrumb of one level; the block holds the actions (one primary at most)."""
    bound = {"content": SafeString(content.strip()), "title": title, "fact": fact, "back": back, "back_url": back_url}
    return render_to_string("components/page_header.html", bound)


@register.simple_block_tag
def scroll(content: str, label: str) -> SafeString:
    """The named, focusable region a wide table scrolls in."""
    return format_html('<div class="f-scroll" tabindex="0" role="region" aria-label="{}">{}</div>', label, content)


@register.simple_block_tag
def event(content: str, title: str, *, icon_name: str = "file-text", internal: bool = False, seen=None):
    """One entry of the timeline, an <li> of <ol class="f-feed">; `seen` is when the household read it."""
    bound = {"content": content, "title": title, "icon": "lock" if internal else icon_name}
    return render_to_string("components/event.html", bound | {"internal": internal, "seen": seen})


@register.simple_block_tag
def postit(content: str, title: str, *, author: str, day: date, blue: bool = False) -> SafeString:
    """A post-it, never printed, never shown to the household."""
    bound = {"content": content, "title": title, "author": author, "day": day, "blue": blue}
    return render_to_string("components/postit.html", bound)


@register.simple_block_tag
def confirm(content: str, form_id: str, *, question: str, effect: str, keep: str) -> SafeString:
    """The dialog asked before `<form id=form_id data-confirm>` is sent; the block lists the consequences."""
    bound = {"content": content, "form_id": form_id, "question": question, "effect": effect, "keep": keep}
    return render_to_string("components/confirm.html", bound)


# Lines given as data ----------------------------------------------------------------------------------


@register.inclusion_tag("components/stepper.html")
def stepper(labels, current: int, *, vertical: bool = False) -> dict:
    """The tiles of a project: `labels` in order (text, or dict with label and detail), `current` from 1."""
    steps = []
    for rank, given in enumerate(labels, start=1):
        line = given if isinstance(given, dict) else {"label": given}
        state = "done" if rank < current else "current" if rank == current else "todo"
        steps.append({"label": line["label"], "detail": line.get("detail", ""), "rank": rank, "state": state})
    return {"steps": steps, "vertical": vertical, "total": len(steps)}


@register.inclusion_tag("components/next_step.html", takes_context=True)
def next_step(context, step: dict | None, *, title: str = "Prochaine étape", give_url: str = "", close_url: str = ""):
    """The violet block. `step`: when, what, missing, actions [{label, url, method}]; None: none is planned."""
    links = {"give_url": give_url, "close_url": close_url}
    return {"step": step, "title": title, "csrf_token": context.get("csrf_token", "")} | links


@register.inclusion_tag("components/empty_state.html")
def empty_state(what: str, then: str = "", *, url: str = "", action: str = "", icon_name: str = "") -> dict:
    """Tiles, what is not there, what will appear, one action."""
    return {"what": what, "then": then, "url": url, "action": action, "icon": icon_name}


@register.inclusion_tag("components/tabs.html")
def tabs(items, label: str) -> dict:
    """Tabs that are links: items are dicts label, url, current, count."""
    return {"items": items, "label": label}


@register.simple_tag
def in_place(part: str = "contenu") -> SafeString:
    """Attribute of what holds links: following one changes only the part of the page with this id, and the address.

    Focus and scroll stay where they are; the messages follow. The pages are the same without script. What is not the
    page asked for, or would lose words, is opened whole (static/js/faitiere.js).
    """
    swap = "innerHTML strip:true show:none settle:0"
    return format_html("hx-boost:inherited=\"swap:'{}' select:#{} target:#{} selectOOB:#messages\"", swap, part, part)


@register.inclusion_tag("components/figures.html")
def figures(rows) -> dict:
    """Key figures: rows are (value, word) pairs."""
    return {"rows": rows}


@register.inclusion_tag("components/money_table.html")
def money_table(rows, label: str) -> dict:
    """Rows are dicts label, amount (text) and kind: "" line, "sum" total, "key" what remains to pay."""
    return {"rows": rows, "label": label}


@register.inclusion_tag("components/aid_card.html")
def aid_card(aid: dict, *, level: int = 3) -> dict:
    """`aid`: name, kind, status, amount (text or ""), reason, source, before (what to do before signing)."""
    return {"aid": aid, "level": level}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page) -> dict:
    """Pages of a Django Page object; the other parameters of the address are kept."""
    query = context["request"].GET.copy()

    def address(rank: int) -> str:
        query["page"] = str(rank)
        return f"?{query.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [{"rank": rank, "url": address(rank) if isinstance(rank, int) else ""} for rank in shown],
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag(takes_context=True)
def sort_th(context, label: str, key: str, *, numeric: bool = False) -> SafeString:
    """The heading of a sortable column: a link on `?tri=key`, `?tri=-key`, with aria-sort."""
    query = context["request"].GET.copy()
    current = query.get("tri", "")
    state = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    query["tri"] = f"-{key}" if state == "ascending" else key
    for mark in ("page", "avant"):
        query.pop(mark, None)
    arrow = {"ascending": icon("chevron-up"), "descending": icon("chevron-down")}.get(state, "")
    css = SafeString(' class="n"') if numeric else ""
    return format_html(
        '<th scope="col" aria-sort="{}"{}><a href="?{}">{}</a>{}</th>', state, css, query.urlencode(), label, arrow
    )


@register.simple_tag
def undo_url(message) -> str:
    """The address that undoes what a message says, when it was sent with extra_tags="undo:/address"."""
    tags = message.extra_tags or ""
    return tags.removeprefix("undo:") if tags.startswith("undo:") else ""


# Forms ------------------------------------------------------------------------------------------------

register.inclusion_tag("components/field.html", name="field")(fields.field)
register.inclusion_tag("components/form_fields.html", name="form_fields")(fields.form_fields)
register.inclusion_tag("components/form_errors.html", name="form_errors")(fields.form_errors)
