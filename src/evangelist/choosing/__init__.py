"""What a build can say of a choice: arithmetic on a matrix, without a site, a page or a word."""
