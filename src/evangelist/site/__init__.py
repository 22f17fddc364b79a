"""All cards, indexed and immutable; the window on them; and what is wrong with them."""
