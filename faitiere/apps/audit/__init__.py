"""Audit: an append-only trail with a hash chain (who read and wrote what), and the data rights built on the inventory
of personal data: export, erasure, retention."""
