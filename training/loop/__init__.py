"""The training loop and what it takes: the model, its batches, its schedule."""
