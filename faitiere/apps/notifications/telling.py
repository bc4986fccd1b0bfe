"""Tell a colleague something: one door for every app, so that how it reaches the person is decided in one place."""

from .actions import queue
from .models import OutgoingMail


def tell(*, user, territory, kind: str, subject: str, path: str) -> OutgoingMail | None:
    """Say `subject` to a user, with the page to open; nothing to an account that is closed.

    The mail names nobody of a household: what is personal stays behind the sign-in.
    """
    if user is None or not user.is_active:
        return None
    text = f"Bonjour {user.get_short_name()},\n\n{subject}.\n\nOuvrir : {territory.absolute(path)}\n"
    return queue(recipient=user.email, subject=subject, text=text, kind=kind)
