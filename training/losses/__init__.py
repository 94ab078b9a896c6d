"""Losses that Keras has not."""
