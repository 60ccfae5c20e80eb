"""A server with a language model, which writes answers from passages; off unless it is set up."""
