"""Vectorised rules: each takes columns and a regime, and gives named conditions or amounts as arrays.

``conditions`` functions return one boolean array a condition, so that the scalar façade can say which one
failed; amounts are euros, NaN where the aid does not apply or a fact is missing.
"""
