"""Letters that bind, and short deeds."""
