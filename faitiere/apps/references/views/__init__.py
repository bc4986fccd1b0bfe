"""Views of the references: `public` on the portal, `desk` for the guichet, `household` in the project space."""
