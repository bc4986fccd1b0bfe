"""The rooms of the house, in layers: an app imports only those below it (see .importlinter)."""
