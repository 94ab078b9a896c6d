"""Measures the app against what else there is, in a real browser on this machine."""
