"""Condominiums at work: their sheet, energy bills, obligations, general meetings, votes and the plan of each owner.

What a condominium is (lots, keys, owners) lives in `buildings`; here is what it decides, and the tabs of its case.
Majorities, deadlines and simulations are `engines.votes`; the energy balance is `engines.bills`.
"""
