"""What the desk is measured against: the same rows in a bare Django page, and a million synthetic cases."""
