"""Agreements in which some policies are broken and others nearly are, written as people write them.

facts of an agreement ─ prose_* ─► blocks ─ writing ─► PDF, DOCX, HTML, TXT, EML
                  planted ─┘ (what is broken, and the words that prove it, are marked)

Neither the sentences nor the names come from what the shipped model was trained on.
"""
