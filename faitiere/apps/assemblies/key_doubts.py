"""Keys of shares whose sum is not sure: what a count or a sharing rests on must say so."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Sum, prefetch_related_objects

from faitiere.apps.buildings.models import Condominium, Share, ShareKey
from faitiere.lib.numbers import number

from .models import GeneralMeeting, Resolution

_MOST_TOLD = 2  # doubts told one by one on a sheet


@dataclass(frozen=True)
class KeyDoubt:
    """A key that the lots do not add up to (`gap`, in tantièmes), or whose total nobody typed (`gap` None)."""

    name: str
    held: int
    announced: int | None

    @property
    def gap(self) -> int | None:
        return None if self.announced is None else self.held - self.announced

    @property
    def sentence(self) -> str:
        if self.gap is None:
            return (
                f"Clé « {self.name} » : le total du règlement de copropriété n’est pas saisi, ses voix et ses parts "
                "restent à confirmer."
            )
        sign = "+" if self.gap > 0 else "−"
        return (
            f"Clé « {self.name} » : la somme des lots est {number(self.held)}, le règlement annonce "
            f"{number(self.announced or 0)} (écart {sign}{number(abs(self.gap))}). Les voix et les parts sont à revoir."
        )


def keys_of(condominium: Condominium) -> list[ShareKey]:
    """Its keys in order, the general one first, each with `held`, the sum of its lots; read once by condominium."""
    asked = Resolution.objects.filter(key=OuterRef("pk"))
    summed = ShareKey.objects.annotate(
        held=Sum("shares__tantiemes", filter=Share.OF_STANDING), voted=Exists(asked)
    ).order_by("position")
    prefetch_related_objects([condominium], Prefetch("keys", summed))
    return list(condominium.keys.all())


def of_meeting(meeting: GeneralMeeting) -> list[KeyDoubt]:
    """The doubtful keys among those that count: the general one and those of resolutions."""
    keys = keys_of(meeting.condominium)
    found = [KeyDoubt(key.name, key.held or 0, key.total) for rank, key in enumerate(keys) if rank == 0 or key.voted]
    return [one for one in found if one.gap != 0]


def words_of(meeting: GeneralMeeting) -> str:
    """The same in one paragraph for a paper; empty when every key is exact."""
    return " ".join(one.sentence for one in of_meeting(meeting))


def short_words_of(meeting: GeneralMeeting) -> str:
    """The same where a page is all there is: one sentence for several keys."""
    doubts = of_meeting(meeting)
    if len(doubts) < _MOST_TOLD:
        return " ".join(one.sentence for one in doubts)
    return f"{len(doubts)} clés de répartition sont à confirmer par le syndic : les parts ci-dessous peuvent changer."
