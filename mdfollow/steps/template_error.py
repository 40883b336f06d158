"""What can go wrong in a template; apart from Liquid, whose import takes 0.15 s."""

from __future__ import annotations


class TemplateError(Exception):
    """What is wrong with a template, and at which of its lines (from 1)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
