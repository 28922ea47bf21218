"""What differs between two texts, or two versions of an article, told as an editor reads it."""

from articles.diffing.fields import FieldDiff, diff
from articles.diffing.rows import Row
from articles.diffing.texts import line_diff, text_diff

__all__ = ["FieldDiff", "Row", "diff", "line_diff", "text_diff"]
