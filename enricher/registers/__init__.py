"""Labels from a register of contracts: a table with a row for each document, or several.

A register that enricher writes is in `enricher.register`; this is the way back, from any table.
"""
