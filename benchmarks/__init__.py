"""`make bench`: how fast the site is, beside the fastest that the same server can be."""
