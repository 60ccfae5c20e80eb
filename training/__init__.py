"""Turns labelled documents into model bundles; the only package that imports torch."""
