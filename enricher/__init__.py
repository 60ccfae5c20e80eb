"""Turns folders of contracts and financial documents into a searchable index of their entities.

As a library, from a path to its entities:

    from enricher import open_extractor

    with open_extractor() as extract:
        for document in extract("contract.pdf"):
            print(document.fields["Party"], document.entities)
"""

__version__ = "0.1.0"
