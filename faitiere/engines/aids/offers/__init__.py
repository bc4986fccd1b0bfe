"""The scalar façade: each module turns one rule into an ``AidResult`` with its reason, dates and steps."""
