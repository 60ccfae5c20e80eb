"""A small home of each released version, as text, and what adds one."""
