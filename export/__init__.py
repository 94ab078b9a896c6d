"""Turns trained networks into what the browser loads."""
