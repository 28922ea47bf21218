"""The desk in Django's admin. Importing a module registers its models."""

from articles.admin import desk, images, labels, missed_searches, reviews, trash

__all__ = ["desk", "images", "labels", "missed_searches", "reviews", "trash"]
