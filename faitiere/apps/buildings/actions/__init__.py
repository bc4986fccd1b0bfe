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
    keep_energy,
    store_dpe,
    take_dpe,
    update_home,
)

__all__ = [
    "NewBill",
    "add_diagnosis",
    "correct",
    "create_condominium",
    "create_home",
    "describe_by_answers",
    "describe_from_dpe",
    "enter_bill",
    "import_bills",
    "import_lots",
    "keep_energy",
    "link_owner",
    "place_works",
    "remove_bill",
    "remove_diagnosis",
    "save_bill_year",
    "set_key_total",
    "store_dpe",
    "take_dpe",
    "update_condominium",
    "update_home",
    "update_lot",
]
