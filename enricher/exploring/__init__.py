"""What people look around with: a search as an address, facets, histograms, suggestions,
exports, saved searches.

address --read_asked--> Asked --read_question--> Question --explore--> Explored
|                         +--suggest--> what its words name
+--> where texts, as `enricher search` and the API take them
"""
