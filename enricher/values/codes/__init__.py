"""Codes and numbers with check digits.

They are written out here because the libraries for them are not permissively licensed: python-stdnum
is LGPL, and so is pycountry, on which schwifty stands (as of their releases of 2026).
"""
