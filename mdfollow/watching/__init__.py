"""`mdfollow watch`: the same sync, soon after every change and never in the way of a person."""

from __future__ import annotations
