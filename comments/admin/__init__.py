"""Moderation in Django's admin. Importing a module registers its models."""

from comments.admin import bans, categories, comments, discussions, erasing, panic, rules

__all__ = ["bans", "categories", "comments", "discussions", "erasing", "panic", "rules"]
