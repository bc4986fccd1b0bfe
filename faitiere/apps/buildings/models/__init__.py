from .bills import BillYear, DegreeDaysMonth, EnergyBill
from .condominiums import Condominium, CoOwner, Diagnosis, Lot, Ownership, Share, ShareKey, SyndicMandate
from .homes import DpeRecord, EnergyDescription, Home

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
    "Lot",
    "Ownership",
    "Share",
    "ShareKey",
    "SyndicMandate",
]
