"""Form fields of the shared look: label above, help under it, error beside, source line, "Je ne sais pas".

Plain functions that give the context of components/field.html, form_fields.html and form_errors.html.
"""

import copy

from django import forms
from django.forms.boundfield import BoundField, BoundWidget

_COUNTS = ("", "Une réponse", "Deux réponses", "Trois réponses", "Quatre réponses", "Cinq réponses")


def field(
    bound: BoundField, *, source: str = "", source_icon: str = "info", dont_know: str = "", unit: str = ""
) -> dict:
    """One field with everything around it.

    source     where the value comes from ("Lu sur la facture du 14 janvier 2026, page 2")
    dont_know  what is said when "Je ne sais pas" is pressed; the field is then sent empty
    unit       a word after the field ("m²")
    """
    widget = _widget(bound)
    identifier = bound.auto_id or bound.html_name
    described = [
        f"{identifier}-{part}"
        for part, shown in (("aide", bound.help_text), ("err", bound.errors), ("src", source))
        if shown
    ]
    attrs = {"aria-describedby": " ".join(described) or False}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    kind = _kind(widget)
    return {
        "bound": bound,
        "id": identifier,
        "kind": kind,
        "messages": messages(bound),
        "control": bound.as_widget(widget=widget, attrs=attrs) if kind != "group" else "",
        "choices": _choices(bound, widget, attrs) if kind == "group" else [],
        "described": attrs["aria-describedby"],
        "optional": not (bound.field.required or dont_know or kind == "checkbox" or _names_no_answer(widget)),
        "source": source,
        "source_icon": source_icon,
        "dont_know": dont_know,
        "unit": unit,
    }


def form_fields(form: forms.BaseForm) -> dict:
    """All fields of a form, hidden ones first."""
    return {"form": form}


def form_errors(form: forms.BaseForm) -> dict:
    """The summary above a form: same words as beside the fields, with a link to each."""
    lines = [{"text": text, "href": ""} for text in form.non_field_errors()]
    for bound in form:
        for text in messages(bound):
            lines.append({"text": text, "href": "" if bound.is_hidden else f"#{_target(bound)}"})
    total = len(lines)
    count = _COUNTS[total] if total < len(_COUNTS) else f"{total} réponses"
    return {"lines": lines, "title": f"{count} à revoir", "name": form.prefix or "formulaire"}


def messages(bound: BoundField) -> list[str]:
    """The errors of a field; a missing answer is named, so that two of them differ in the summary."""
    required = str(bound.field.error_messages.get("required", ""))
    missing = f"«\u00a0{bound.label}\u00a0» attend une réponse"
    standard = str(forms.Field.default_error_messages["required"])
    return [missing if text == required == standard else str(text) for text in bound.errors]


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "group"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "line"


def _names_no_answer(widget: forms.Widget) -> bool:
    """Whether a list already offers no answer in words ("Je ne sais pas"), so that "(facultatif)" adds nothing."""
    if not isinstance(widget, forms.Select):
        return False
    value, label = next(iter(widget.choices), ("-", "-"))
    return not value and not str(label).startswith("-")


def _target(bound: BoundField) -> str:
    """The id the summary links to: the first choice of a group, else the field."""
    identifier = bound.auto_id or bound.html_name
    return f"{identifier}_0" if _kind(bound.field.widget) == "group" else identifier


def _widget(bound: BoundField) -> forms.Widget:
    """A copy of the widget dressed in our classes; dates become native date fields, integers text."""
    widget = copy.copy(bound.field.widget)
    # A placeholder disappears when one types: the label and the help say it all.
    widget.attrs = {name: value for name, value in widget.attrs.items() if name != "placeholder"}
    if isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    if type(bound.field) is forms.IntegerField and isinstance(widget, forms.NumberInput):
        # A native number field throws away what it cannot read: what was typed must stay on screen.
        widget.input_type = "text"
        widget.attrs = {"inputmode": "numeric"} | {
            name: value for name, value in widget.attrs.items() if name not in {"min", "max", "step"}
        }
    css = "form-control"
    if isinstance(widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)):
        css = "form-check-input"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    widget.attrs["class"] = f"{css} {widget.attrs.get('class', '')}".strip()
    if bound.field.localize:
        widget.attrs.setdefault("inputmode", "decimal")
    return widget


def _choices(bound: BoundField, widget: forms.Widget, attrs: dict) -> list:
    """The boxes of a group; the error is announced with each, the legend names them together."""
    invalid = {"aria-invalid": "true"} if "aria-invalid" in attrs else {}
    identifier = {"id": bound.auto_id} if bound.auto_id else {}
    lines = widget.subwidgets(bound.html_name, bound.value(), attrs={**identifier, **invalid})
    return [BoundWidget(widget, line, bound.form.renderer) for line in lines]
