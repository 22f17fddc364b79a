"""The issue of a newsletter that writes its own draft."""
