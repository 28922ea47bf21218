"""Bringing posts, pages, people and labels of a WordPress export to the desk and the site."""

from articles.wordpress.importing import Brought, Importer, reason_to_leave_out
from articles.wordpress.labels import Labels, is_uncategorised, parents_first

__all__ = [
    "Brought",
    "Importer",
    "Labels",
    "is_uncategorised",
    "parents_first",
    "reason_to_leave_out",
]
