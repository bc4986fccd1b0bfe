"""How a run reads the DPE and which deviations of certified software it follows."""

from dataclasses import dataclass

READINGS = ("recorded", "inputs-only")
COMPATS = ("certified", "text")


@dataclass(frozen=True, slots=True)
class Options:
    """`recorded`: characteristics of components written in the DPE are taken; `inputs-only`: only what was typed.

    `certified`: documented deviations of certified software; `text`: the annexe read literally.
    `eager`: the wasteful behaviour (dépensier) is computed beside the conventional one.
    """

    reading: str = "recorded"
    compat: str = "certified"
    eager: bool = True

    def __post_init__(self) -> None:
        if self.reading not in READINGS or self.compat not in COMPATS:
            raise ValueError(f"unknown reading or compat: {self.reading!r}, {self.compat!r}")

    @property
    def behaviours(self) -> tuple[str, ...]:
        """Suffixes of the names of the behaviours computed."""
        return ("", "_depensier") if self.eager else ("",)

    @property
    def recorded(self) -> bool:
        """True when recorded characteristics of components may be taken."""
        return self.reading == "recorded"

    @property
    def certified(self) -> bool:
        """True when the deviations of certified software are followed."""
        return self.compat == "certified"
