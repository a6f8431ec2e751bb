"""The room that finds texts: files, folders, JSON lines and standard input in, captures out. It knows no language."""

from diplowatch.collect.gather import gather

__all__ = ["gather"]
