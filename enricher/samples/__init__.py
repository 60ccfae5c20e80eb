"""Documents that ship with enricher, with the entities in them."""
