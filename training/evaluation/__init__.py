"""Measuring networks: metrics, protocols, robustness, calibration, plots, the model card."""
