"""Steering: funding programmes, acts, objectives, dashboards of the bodies that fund, and exports."""
