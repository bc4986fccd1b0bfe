"""The only writers of this app. Permission on the case is checked by the app above."""

from .bills import NewBill, enter_bill, import_bills, place_works, remove_bill, save_bill_year
from .condominiums import (
    add_diagnosis,
    create_condominium,
    import_lots,
    link_owner,
    remove_diagnosis,
    set_key_total,
    update_condominium,
    update_lot,
)
from .homes import (
    correct,
    create_home,
    describe_by_answers,
    describe_from_dpe,
    held_home,
    keep_energy,
    store_dpe,
    take_dpe,
    update_home,
)
from .merging import merge_homes, seen_of, undo_home_merge

__all__ = [
    "NewBill",
    "add_diagnosis",
    "correct",
    "create_condominium",
    "create_home",
    "describe_by_answers",
    "describe_from_dpe",
    "enter_bill",
    "held_home",
    "import_bills",
    "import_lots",
    "keep_energy",
    "link_owner",
    "merge_homes",
    "place_works",
    "remove_bill",
    "remove_diagnosis",
    "save_bill_year",
    "seen_of",
    "set_key_total",
    "store_dpe",
    "take_dpe",
    "undo_home_merge",
    "update_condominium",
    "update_home",
    "update_lot",
]
