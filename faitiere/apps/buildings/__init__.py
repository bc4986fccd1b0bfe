"""Buildings: homes, their DPE files and the versions of their energy description, each value with its source."""
