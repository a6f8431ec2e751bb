"""Measuring: predictions in the form that the scorers of the gold sets read, and the table of figures."""
