"""The HTTP face: the same operations as the command line, typed, described at /docs."""
