"""Questions in plain words, read as documents are read.

    question --syntax--> what is asked in so many signs, and plain words
                              |
             plain words --spelling--> words that documents have
                              |
      amounts, days, names, places, kinds --> what the words name --> chips, as `--where` reads them
                              |
                          topics --> fields and clauses that are asked for
                              +--> words that are left, each with its weight

`reader` puts it together. Who reads finds values with the detectors, normalizers and names that
documents are read with, so that a question and a document mean the same by the same words.
"""
