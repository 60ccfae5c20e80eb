"""Contracts of a page or three, and pieces of them."""
