from django.core.mail.backends.base import BaseEmailBackend

from .actions import queue


class RecordingBackend(BaseEmailBackend):
    """Django's `send_mail` and allauth come through here: each message is recorded, then sent by a job."""

    def send_messages(self, email_messages):
        for message in email_messages:
            html = next((body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
            for recipient in message.recipients():
                queue(recipient=recipient, subject=message.subject, text=message.body, html=html, kind="account")
        return len(email_messages)
