"""Training of the position reader: annotated texts of our own."""
