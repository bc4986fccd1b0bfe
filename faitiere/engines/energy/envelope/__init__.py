"""Envelope losses (annexe §2 and §3): b, U of walls, floors, roofs, bays and doors, thermal bridges."""

from .losses import envelope

__all__ = ["envelope"]
