"""Project space: what a household, a council or an owner sees of its own project, and does there."""
