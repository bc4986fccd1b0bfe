"""One resolution in voices: for, undecided, abstaining, against, absent, and the marks the law asks to reach."""

from collections.abc import Sequence

from ..numbers import number
from .chart import NARROW, WIDE, Chart
from .drawing import SMALL, Drawing
from .metrics import text_width

_LOOKS = {
    "Pour": "c-for",
    "Abstention": "c-abstain",
    "Contre": "c-against",
    "Absent": "c-absent",
    "Autres": "c-absent",
}
_HEIGHT = 34
_TOP = 4


def votes(counts: Sequence[tuple[str, int]], marks: Sequence[tuple[int, str]], *, title: str, name: str) -> Chart:
    """A bar of all the voices in the order given.

    counts  ("Pour", "Abstention", "Contre", "Absent" or "Autres", voices or heads); their sum is the whole bar
    marks   (voices to reach, its words): "5 001", "majorité"
    """
    total = sum(value for _, value in counts)
    if total <= 0 or any(value < 0 for _, value in counts):
        raise ValueError("Un vote se dessine avec des voix positives.")
    rows = [(label, number(value)) for label, value in counts]
    asked = [(f"Il faut, {words}", number(value)) for value, words in marks]
    return Chart(
        name=name,
        title=title,
        description=" ; ".join(f"{label} : {shown}" for label, shown in [*rows, *asked]) + ".",
        columns=("Réponse", "Voix"),
        rows=[*rows, *asked],
        wide=_bar(counts, marks, total=total, width=WIDE),
        narrow=_bar(counts, marks, total=total, width=NARROW),
    )


def _bar(counts: Sequence[tuple[str, int]], marks: Sequence[tuple[int, str]], *, total: int, width: int) -> Drawing:
    drawing = Drawing(width)
    scale, left = width / total, 0.0
    for label, value in counts:
        drawing.rect((left, _TOP + 4), (value * scale, _HEIGHT), _LOOKS[label])
        left += value * scale
    baseline = _TOP + _HEIGHT + 26
    free = 0.0
    for value, words in sorted(marks):
        at = value * scale
        drawing.line((at, _TOP), (at, _TOP + _HEIGHT + 8), "s-mark")
        room = max(text_width(number(value), SMALL, bold=True), text_width(words, SMALL)) / 2
        middle = min(max(at, room, free + room), width - room)
        drawing.text((middle, baseline), number(value), size=SMALL, anchor="middle", look="t-b")
        drawing.text((middle, baseline + 18), words, size=SMALL, anchor="middle")
        free = middle + room + 6
    drawing.down_to(baseline + 26 if marks else _TOP + _HEIGHT + 8)
    return drawing
