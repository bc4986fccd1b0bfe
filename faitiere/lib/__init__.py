"""Machinery shared by the applications: no model lives here."""
