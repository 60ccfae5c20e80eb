"""A document of the corpus as a file: text, mail, web page, Word, spreadsheet, PDF, scan."""
