"""How good a model is on labelled documents, and why."""
