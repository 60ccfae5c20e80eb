"""Several people tag the same documents, each for themselves; where they disagree, one decides.

assign -> an Opinion for each tagger -> all done -> agreed labels, Disagreements -> decided -> labels of
the document
"""
