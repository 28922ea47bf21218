"""The discussion below an article."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    OPEN = "open", _("Open")
    READ_ONLY = "read_only", _("Read-only: no new comments")
    HIDDEN = "hidden", _("Hidden")


class Discussion(models.Model):
    """One row per article; its counters are kept by the verbs of `comments.moderation`."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.OPEN)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    published_count = models.PositiveIntegerField(_("published"), default=0)
    pending_count = models.PositiveIntegerField(_("pending"), default=0)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        indexes = [models.Index(fields=["mode", "id"], name="discussion_mode")]

    def __str__(self) -> str:
        return str(self.article)

    def takes_comments(self, now: dt.datetime) -> bool:
        return self.mode == Mode.OPEN and (self.closes_at is None or now < self.closes_at)


class PageStart(models.Model):
    """The path of the comment with which a page of a discussion begins; page 1 needs no row.

    Written by `comments.pages` only.
    """

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="page_starts")
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["discussion", "number"], name="page_start_once")
        ]
        indexes = [models.Index(fields=["discussion", "path"], name="page_start_path")]

    def __str__(self) -> str:
        return f"{self.number}: {self.path}"


class DiscussionChange(models.Model):
    """That somebody opened, closed or hid a discussion."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="changes")
    mode = models.CharField(_("mode"), max_length=10, choices=Mode)
    closes_at = models.DateTimeField(_("closes"), null=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(_("by"), max_length=150)

    class Meta:
        verbose_name = _("change of a discussion")
        verbose_name_plural = _("changes of discussions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.get_mode_display()}"
