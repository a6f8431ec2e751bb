"""Training of the statement tagger: `python -m training.statements --help`."""
