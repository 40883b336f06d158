"""Front matter -> facts: properties with their lines, values checked, names of people."""

from __future__ import annotations
