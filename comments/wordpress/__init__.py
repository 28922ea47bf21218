"""Bringing the comments of a WordPress export into the discussions of this site."""

from comments.wordpress.importing import CommentsBrought, bring, parents_first
from comments.wordpress.texts import text_of

__all__ = ["CommentsBrought", "bring", "parents_first", "text_of"]
