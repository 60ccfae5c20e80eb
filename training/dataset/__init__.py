"""Labelled texts: words and tags, the split into sets to learn from and to measure on."""
