"""How a vault is set up: mdfollow.toml and .obsidian -> Settings."""

from __future__ import annotations
