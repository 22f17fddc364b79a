"""Doors for beginners: start a site, start an entry, rename one, bring content in."""
