"""What the one command can do, a module per noun; each command parses, calls one function, prints."""
