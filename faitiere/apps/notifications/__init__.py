"""Notifications: every mail the platform sends, recorded first, then handed once to SMTP by a job."""
