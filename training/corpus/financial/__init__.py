"""Statements, invoices and forms in the layouts of many countries, with what is on them."""
