"""Open cases computed again under other rules: of today, of another day, of a candidate table, of a new local aid."""
