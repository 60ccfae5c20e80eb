from pathlib import Path

CASES = Path(__file__).parent / "cases"
"""A table of texts and the values they mean for each type (see test_cases.py)."""
