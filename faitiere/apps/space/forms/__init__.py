"""What people of the space may type."""
