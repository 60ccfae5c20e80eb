"""Documents to learn from, to show and to measure on, their entities known exactly; not in the wheel."""
