"""The sentences of the held-out documents."""
