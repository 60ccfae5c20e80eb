"""How the shipped model is made and what was tried for it, as docs/model.md reports; not in the wheel."""
