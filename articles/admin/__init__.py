"""The desk in Django's admin. Importing a module registers its models."""

from articles.admin import desk, images, labels, trash

__all__ = ["desk", "images", "labels", "trash"]
