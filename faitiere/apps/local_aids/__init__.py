"""Aids of the territory described without code, in versions that never change, and notes on the national ones."""
