"""Migrations of the archive, run by `diplowatch.archive.migrate`."""
