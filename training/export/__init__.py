"""A checkpoint becomes the bundle that serves."""
