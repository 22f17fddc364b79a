"""The live preview: serve a site while it is being written."""
