"""The nouns: values that are frozen and complete."""
