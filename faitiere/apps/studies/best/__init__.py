"""Best scenarios found rather than typed: every bundle of works of a home, computed, priced, aided and financed.

`groups` → `bundles` (energy engine, one batch) → `sums` (prices, aids, loans, in columns) → `ways` (what to look at).
No Django here but the price of a unit, which is data of the territory.
"""
