"""Accounts: people who sign in, their dated roles in organisations and territories, second factor, invitations.

Every view is closed by default; the decorators of `access` say who may open it and feed the access matrix."""
