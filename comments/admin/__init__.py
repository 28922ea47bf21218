"""Moderation in Django's admin. Importing a module registers its models."""

from comments.admin import comments, discussions

__all__ = ["comments", "discussions"]
