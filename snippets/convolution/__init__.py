"""Convolutions and the layers made of them."""
