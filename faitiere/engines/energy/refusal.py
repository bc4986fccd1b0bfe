"""The one way the engine says no to a file."""


class DpeRefused(Exception):
    """A DPE that cannot be read or computed; `message_fr` says what is wrong and what to do."""

    def __init__(self, message_fr: str):
        super().__init__(message_fr)
        self.message_fr = message_fr
