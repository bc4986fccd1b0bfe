"""Territories: the tenants (guichets), the organisations that work there, the communes they serve and their look.

Holds the reference data of communes and EPCI, which belong to no tenant. Opens the scope of each request by host.
"""
