"""The energy class of a home: our estimate, which nobody may take for a DPE, and the official one.

The estimate is a flat ruler of thin strips with a dashed bracket: no stepped arrows, no filled squares,
no house outline and no pair of energy and climate figures (those stay in the table).
"""

from datetime import date

from ..numbers import NBSP, date_words, quantity
from .chart import NARROW, WIDE, Chart
from .drawing import Drawing
from .metrics import text_width, wrap

LETTERS = "ABCDEFG"
NOT_A_DPE = "Ce n’est pas un DPE"
_LINE = 20
_EDGE = 2


def estimated_label(
    classe: str,
    possible: tuple[str, str] | None = None,
    *,
    ep: float,
    ges: float,
    after: str | None = None,
) -> Chart:
    """Étiquette estimée.

    classe    most likely class, "A" to "G"
    possible  best and worst class the estimate allows, both included; only `classe` by default
    ep, ges   kWh of primary energy and kg CO2 per m² and per year: table only, never drawn
    after     class estimated after works, if a scenario is shown
    """
    best, worst = possible or (classe, classe)
    _check_classes(classe, best, worst, after)
    doubt = _doubt(classe, best, worst)
    today = f"Aujourd’hui : {classe} estimée{doubt}"
    rows = [("Classe estimée aujourd’hui", classe + doubt)]
    rows += [("Classe estimée après travaux", after)] if after else []
    rows += [
        ("Énergie primaire estimée", quantity(ep, "kWh par m² et par an")),
        ("Gaz à effet de serre estimés", quantity(ges, "kg de CO2 par m² et par an")),
    ]
    then = f" Après travaux : {after} estimée." if after else ""
    drawings = [_ruler(width, (classe, best, worst), today, after) for width in (WIDE, NARROW)]
    return Chart(
        name="etiquette-estimee",
        title=f"Étiquette estimée : {NOT_A_DPE[0].lower()}{NOT_A_DPE[1:]}",
        description=f"{today}.{then}",
        columns=("Estimation", "Valeur"),
        rows=rows,
        wide=drawings[0],
        narrow=drawings[1],
    )


def _check_classes(classe: str, best: str, worst: str, after: str | None) -> None:
    for letter in (classe, best, worst, after or classe):
        if len(letter) != 1 or letter not in LETTERS:
            raise ValueError(f"Classe {letter!r} inconnue : une lettre de A à G est attendue.")
    if not best <= classe <= worst:
        raise ValueError(f"La classe {classe} doit se trouver entre {best} et {worst}.")


def _doubt(classe: str, best: str, worst: str) -> str:
    """What else the class may be, in words: ", peut-être E" or ", entre D et G"."""
    others = LETTERS[LETTERS.index(best) : LETTERS.index(worst) + 1].replace(classe, "")
    if len(others) > 1:
        return f", entre {best} et {worst}"
    return f", peut-être {others}" if others else ""


def _ruler(width: int, classes: tuple[str, str, str], today: str, after: str | None) -> Drawing:
    classe, best, worst = classes
    drawing = Drawing(width)
    lines = wrap(today, 17, width - 2 * _EDGE)
    top = _LINE * len(lines) + 24
    cell = (width - 2 * _EDGE) / len(LETTERS)
    left, right = _EDGE + (LETTERS.index(best) + 0.2) * cell, _EDGE + (LETTERS.index(worst) + 0.8) * cell
    _words(drawing, (left + right) / 2, 16, lines)
    drawing.path(f"M{left:.1f} {top - 5}V{top - 15}H{right:.1f}V{top - 5}", "s-dash")
    for index, letter in enumerate(LETTERS):
        drawing.rect((_EDGE + index * cell + 1, top), (cell - 2, 7), f"dpe-{letter.lower()}")
        look = "t-b" if letter in (classe, after) else "t-m"
        drawing.text((_EDGE + (index + 0.5) * cell, top + 28), letter, size=18, anchor="middle", look=look)
    drawing.line((_EDGE, top + 8), (width - _EDGE, top + 8), "axis")
    bottom = top + 36.0
    if after:
        bottom = _after_works(drawing, after, bottom)
    glued = NOT_A_DPE.replace(" ", NBSP)
    for row, line in enumerate(wrap(f"Estimation du guichet. {glued}.", 17.5, width)):
        drawing.text((_EDGE, bottom + 20 + row * _LINE), line, look="t-b")
        drawing.down_to(bottom + 28 + row * _LINE)
    return drawing


def _after_works(drawing: Drawing, after: str, top: float) -> float:
    cell = (drawing.width - 2 * _EDGE) / len(LETTERS)
    left = _EDGE + (LETTERS.index(after) + 0.2) * cell
    right = left + 0.6 * cell
    drawing.path(f"M{left:.1f} {top:.1f}V{top + 10:.1f}H{right:.1f}V{top:.1f}", "s-dash")
    _words(drawing, (left + right) / 2, top + 29, [f"Après travaux : {after} estimée"])
    return top + 40


def _words(drawing: Drawing, middle: float, baseline: float, lines: list[str]) -> None:
    """Lines centred on `middle`, pushed back inside the drawing."""
    for index, line in enumerate(lines):
        half = text_width(line, 16, bold=True) / 2
        centre = min(max(middle, half + _EDGE), drawing.width - half - _EDGE)
        drawing.text((centre, baseline + index * _LINE), line, anchor="middle", look="t-b")


def official_label(classe: str, numero: str, established: date, *, name: str = "dpe") -> Chart:
    """The class of a real DPE, with the number and the date without which it may not be shown."""
    _check_classes(classe, classe, classe, None)
    if not numero.strip():
        raise ValueError("Un DPE se montre avec son numéro.")
    source = f"DPE n° {numero.strip()} du {date_words(established)}"
    drawings = []
    for width in (WIDE, NARROW):
        drawing = Drawing(width)
        step = min(52, width / (len(LETTERS) + 0.5))
        for index, letter in enumerate(LETTERS):
            chosen = letter == classe
            size = (step - 2, 50 if chosen else 34)
            at = (_EDGE + index * step, 0 if chosen else 8)
            drawing.rect(at, size, f"dpe-{letter.lower()}", radius=3)
            if chosen:
                drawing.path(f"M{at[0]} 0h{size[0]:.1f}v50h{-size[0]:.1f}z", "s-case")
            look = "t-w" if letter == "G" else "t-b" if chosen else "t-n"
            middle = at[0] + size[0] / 2
            drawing.text((middle, 31), letter, size=24 if chosen else 18, anchor="middle", look=look)
        for row, line in enumerate(wrap(source, 16, width - 2 * _EDGE)):
            drawing.text((_EDGE, 74 + row * _LINE), line)
            drawing.down_to(82 + row * _LINE)
        drawings.append(drawing)
    return Chart(
        name=name,
        title=f"Classe {classe} au DPE",
        description=f"Classe {classe}, {source}.",
        columns=("DPE", "Valeur"),
        rows=[("Classe", classe), ("Numéro", numero.strip()), ("Établi le", date_words(established))],
        wide=drawings[0],
        narrow=drawings[1],
    )
