"""Trains small expression networks on FER+."""
