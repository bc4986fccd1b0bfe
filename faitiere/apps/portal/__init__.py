"""Portal: the public pages of each territory (Wagtail), the adviser finder, the call-back form."""
