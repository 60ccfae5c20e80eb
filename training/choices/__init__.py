"""Learn what documents are from examples, as `enricher.recognizer.choices` reads it; without torch."""
