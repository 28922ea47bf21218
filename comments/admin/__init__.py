"""Moderation in Django's admin. Importing a module registers its models."""

from comments.admin import bans, comments, discussions, erasing, rules

__all__ = ["bans", "comments", "discussions", "erasing", "rules"]
