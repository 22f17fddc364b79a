"""How a choice is made: pure arithmetic on a matrix, without a site, a page or a word."""
