"""What can go wrong in a way that a person can mend. Every other exception is a defect."""

from __future__ import annotations


class DiplowatchError(Exception):
    """Base of all errors that are shown as one line, without a traceback, with exit code 2."""


class InputError(DiplowatchError):
    """An input that cannot be used: empty, binary, too long, not in a language that is read."""


class ConfigError(DiplowatchError):
    """A watch, pack or option that contradicts itself or cannot be understood."""


class ArchiveError(DiplowatchError):
    """The archive cannot be opened or written: locked, full, damaged or of a newer version."""


UNFORESEEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
)
"""What parsers raise over markup that their makers did not foresee: it must not end a run over many sources."""
