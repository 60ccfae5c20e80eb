"""Looking around in documents: a search as an address, and what leads on from it.

    address --read_asked--> Asked --read_question--> Question --> facets, histograms, hits
                              |                         +--suggest--> what its words name
                              +--> where texts, as `enricher search` and the API take them

Pages, exports and saved searches all stand on it.
"""
