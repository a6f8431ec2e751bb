"""What fits the weights that ship with diplowatch."""
