"""Benchmarks: each prints a table of its own; docs/benchmarks.md says what they mean."""
