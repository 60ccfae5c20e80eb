"""How sure an answer is: fitted on documents that the model did not learn from."""
