"""A message as a pure function: parts in, MIME bytes out."""
