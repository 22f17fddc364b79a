"""Themes as values, their words, and the environment that their templates run in."""
