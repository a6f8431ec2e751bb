"""What fits the vectors by which proposals are linked to issues by meaning."""
