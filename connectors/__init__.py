"""One module per outside system; each implements a protocol of `enricher.ports`."""
