"""Directory of professionals: search, map, import of the RGE file, registration, requests for quotes."""
