"""A site of any size to measure with: the rows that the verbs would make, written in bulk.

Every text follows from the number of its article or comment, so that two sites of different size
hold the same first articles.
"""
