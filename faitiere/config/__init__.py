"""Settings, URL map and WSGI entry point of the site."""
