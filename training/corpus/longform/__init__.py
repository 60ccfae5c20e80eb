"""Long commercial contracts of two to four parties."""
