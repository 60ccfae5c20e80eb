"""Who and what documents speak of: names, days, sums, and a document as it is being written."""
