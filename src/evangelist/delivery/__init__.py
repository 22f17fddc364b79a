"""Sends a finished issue: to yourself, to a list, or to each of many, and remembers who got it."""
