"""Losses and parts of generative adversarial networks."""
