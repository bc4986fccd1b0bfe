"""One pass of expat over a DPE file: text rows by table, nothing computed, nothing trusted.

No DTD, no entity, bounded depth. Everything under `sortie` (the recorded outputs) is left aside here;
`recorded_outputs` reads it, for benchmarks and checks only.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from .refusal import DpeRefused

COMPONENTS = {
    "mur": "wall",
    "plancher_bas": "floor",
    "plancher_haut": "roof",
    "porte": "door",
    "baie_vitree": "bay",
    "masque_lointain_non_homogene": "far_mask",
    "pont_thermique": "bridge",
    "ets": "veranda",
    "baie_ets": "veranda_bay",
    "ventilation": "ventilation",
    "climatisation": "cooling",
    "panneaux_pv": "pv",
    "installation_chauffage": "heating",
    "generateur_chauffage": "heating_generator",
    "emetteur_chauffage": "heating_emitter",
    "installation_ecs": "dhw",
    "generateur_ecs": "dhw_generator",
}
PARENTS = {
    "far_mask": "bay",
    "veranda_bay": "veranda",
    "heating_generator": "heating",
    "heating_emitter": "heating",
    "dhw_generator": "dhw",
}
PREFIXES = {
    "donnee_entree": "",
    "donnee_intermediaire": "recorded_",
    "baie_vitree_double_fenetre": "double_",
}
KEPT_TOP = {"logement", "administratif"}
KINDS = ("logement", "tertiaire", "logement_neuf", "dpe_immeuble", "logement_collection")
MAX_DEPTH = 60
TOO_MANY = "Ce fichier contient trop d'éléments pour un DPE. Déposez le fichier XML d'un seul bâtiment."
MAX_ELEMENTS = 60_000  # twenty times the DPE of a building of 250 flats


@dataclass
class RawDpe:
    """Texts of a file: `rows[table]` = list of {column: text}, `identity` = what stands outside `logement`."""

    root: str = ""
    found: set[str] = field(default_factory=set)
    identity: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict]] = field(default_factory=lambda: {"dwelling": [{}]})
    recorded: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Expat handlers. `place` is a stack of (row receiving the leaves, its table, prefix of the names)."""

    def __init__(self, *, outputs: bool):
        self.raw = RawDpe()
        self.outputs = outputs
        self.path: list[str] = []
        self.place: list[tuple[dict, str, str]] = []
        self.text: list[str] = []
        self.skipping = 0
        self.leaf = False
        self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        depth = len(self.path)
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise DpeRefused(TOO_MANY)
        if depth >= MAX_DEPTH:
            raise DpeRefused("Ce fichier n'est pas un DPE : ses éléments sont emboîtés trop profondément.")
        self.path.append(tag)
        self.leaf, self.text = True, []
        if self.skipping:
            self.skipping += 1
        elif depth == 0:
            self.raw.root = tag
            self.place.append((self.raw.identity, "", ""))
        elif depth == 1 and tag in KINDS:
            self.raw.found.add(tag)
            self._enter(tag)
        elif tag == "sortie" and not self.outputs:
            self.skipping = 1
        else:
            self._inside(tag, attributes)

    def _enter(self, tag: str) -> None:
        if tag == "logement":
            self.place.append((self.raw.rows["dwelling"][0], "dwelling", ""))
        else:
            self.skipping = 1

    def _inside(self, tag: str, attributes: dict[str, str]) -> None:
        row, table, prefix = self.place[-1]
        if tag == "sortie":
            self.place.append((self.raw.recorded, "sortie", ""))
        elif table in ("", "sortie"):
            self.place.append((row, table, prefix))
        elif tag in COMPONENTS:
            self._component(tag)
        elif tag == "data_complementaires":
            row.update({name.replace("-", "_"): value for name, value in attributes.items()})
            self.place.append((row, table, prefix))
        else:
            inner = PREFIXES.get(tag)
            if inner is not None:
                prefix = "recorded_double_" if inner == "recorded_" and prefix == "double_" else (inner or prefix)
            self.place.append((row, table, prefix))

    def _component(self, tag: str) -> None:
        table = COMPONENTS[tag]
        rows = self.raw.rows.setdefault(table, [])
        new: dict = {}
        parent = PARENTS.get(table)
        if parent:
            new["_parent"] = len(self.raw.rows.get(parent, ())) - 1
        rows.append(new)
        self.place.append((new, table, ""))

    def end(self, tag: str) -> None:
        self.path.pop()
        if self.skipping:
            self.skipping -= 1
            if self.skipping:
                return
            self.leaf = False
            return
        row, table, prefix = self.place.pop()
        if self.leaf:
            text = "".join(self.text).strip()
            if text and table == "sortie":
                row.setdefault("/".join([*self.path[3:], tag]), text)
            elif text:
                row.setdefault(prefix + tag.rpartition(":")[2], text)
        self.leaf, self.text = False, []

    def characters(self, text: str) -> None:
        if not self.skipping:
            self.text.append(text)


def _no_doctype(*_arguments: object) -> None:
    raise DpeRefused(
        "Ce fichier contient une déclaration DOCTYPE, qui n'a pas sa place dans un DPE. "
        "Demandez le fichier XML d'origine au diagnostiqueur."
    )


def parse(text: bytes, *, outputs: bool = False) -> RawDpe:
    """Rows of texts of one DPE (UTF-8 bytes). Raises DpeRefused when the XML is broken or dangerous."""
    reader = _Reader(outputs=outputs)
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.EntityDeclHandler = _no_doctype
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise DpeRefused(
            f"Ce fichier XML est abîmé ou incomplet (ligne {error.lineno}). "
            "Téléchargez-le à nouveau, ou demandez-le au diagnostiqueur."
        ) from None
    return reader.raw


def recorded_outputs(text: bytes) -> dict[str, float | str]:
    """The recorded `sortie` node, path below it → value; never an input, only for comparing."""
    return outputs_of(parse(text, outputs=True))


def outputs_of(raw: RawDpe) -> dict[str, float | str]:
    """The same from a file already parsed with its outputs."""
    return {path: _value(value) for path, value in raw.recorded.items()}


def _value(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
