"""Views of the events: `public` on the portal, `desk` for the guichet."""
