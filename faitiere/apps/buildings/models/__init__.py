from .bills import BillYear, DegreeDaysMonth, EnergyBill
from .condominiums import Condominium, CoOwner, Diagnosis, Lot, Ownership, Share, ShareKey, SyndicMandate
from .homes import DpeRecord, EnergyDescription, Home, HomeMerge

__all__ = [
    "BillYear",
    "CoOwner",
    "Condominium",
    "DegreeDaysMonth",
    "Diagnosis",
    "DpeRecord",
    "EnergyBill",
    "EnergyDescription",
    "Home",
    "HomeMerge",
    "Lot",
    "Ownership",
    "Share",
    "ShareKey",
    "SyndicMandate",
]
