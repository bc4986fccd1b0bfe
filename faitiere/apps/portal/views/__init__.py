"""Views of the portal: public pages with a form, and the household's space."""
