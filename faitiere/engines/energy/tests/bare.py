"""DPE files stripped of what must never be an input: the outputs, and the intermediate values nobody typed."""

import gzip
from xml.etree import ElementTree as ET

# enum_methode_saisie_carac_sys_id → what the auditor typed among the intermediate values of a generator.
POWER = ("pn",)
EFFICIENCY = (*POWER, "rpn", "rpint")
STANDBY = (*EFFICIENCY, "qp0", "pveilleuse")
TEMPERATURE = (*STANDBY, "temp_fonc_30", "temp_fonc_100")
PERFORMANCE = ("scop", "cop", "eer")
TYPED = {"2": POWER, "3": EFFICIENCY, "4": STANDBY, "5": TEMPERATURE, "6": PERFORMANCE}
TYPED["7"] = (*TEMPERATURE, *PERFORMANCE)


def _tree(data: bytes) -> ET.Element:
    return ET.fromstring(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)


def without_outputs(data: bytes) -> bytes:
    """The file without any `sortie` node."""
    tree = _tree(data)
    for parent in list(tree.iter()):
        for child in parent.findall("sortie"):
            parent.remove(child)
    return ET.tostring(tree, encoding="utf-8")


def only_typed(data: bytes) -> bytes:
    """The file without outputs nor intermediate values, but those the auditor typed for a generator."""
    tree = _tree(without_outputs(data))
    for parent in list(tree.iter()):
        kept = TYPED.get(parent.findtext("donnee_entree/enum_methode_saisie_carac_sys_id", ""), ())
        for node in parent.findall("donnee_intermediaire"):
            for child in list(node):
                if child.tag not in kept:
                    node.remove(child)
    return ET.tostring(tree, encoding="utf-8")
