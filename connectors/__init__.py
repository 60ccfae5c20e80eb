"""One module per outside system; each implements a protocol of the package that uses it."""
