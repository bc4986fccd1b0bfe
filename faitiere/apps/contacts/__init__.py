"""Contacts: people and households known to a territory, their consents, and the search for duplicates."""
