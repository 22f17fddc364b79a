"""Files in, cards and bodies out."""
