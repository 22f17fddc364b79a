"""Brings content in: from tables, from other generators, from Word. Nothing is overwritten."""
