from .aid import AidForm, EndForm, NoteForm
from .tiers import TierForm, TierFormSet, changed_rows, tier_initials

__all__ = ["AidForm", "EndForm", "NoteForm", "TierForm", "TierFormSet", "changed_rows", "tier_initials"]
