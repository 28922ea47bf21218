"""The discussion below an article."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    OPEN = "open", _("Open")
    READ_ONLY = "read_only", _("Read-only: no new comments")
    HIDDEN = "hidden", _("Hidden")


class Moderation(models.TextChoices):
    """Whose comments wait for a moderator, whatever screening finds in them."""

    NONE = "none", _("Nobody's")
    FIRST = "first", _("Those of readers who are not trusted yet")
    ALL = "all", _("Everybody's")


class Discussion(models.Model):
    """One row per article; its counters are kept by the verbs of `comments.moderation`."""

    closed_until: dt.datetime | None = None
    """When the emergency measure ends that closes all discussions; `comments.pages` finds it."""

    next_comment: int | None = None
    """The number of the comment that is being entered; `comments.counts` finds it."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.OPEN)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    moderation = models.CharField(
        _("moderation"),
        max_length=10,
        choices=Moderation,
        blank=True,
        help_text=_("Left empty, the category decides, and then the site."),
    )
    published_count = models.PositiveIntegerField(_("published"), default=0)
    pending_count = models.PositiveIntegerField(_("pending"), default=0)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        indexes = [models.Index(fields=["mode", "id"], name="discussion_mode")]

    def __str__(self) -> str:
        return str(self.article)

    def takes_comments(self, now: dt.datetime) -> bool:
        if self.mode != Mode.OPEN or self.closed_until is not None:
            return False
        return self.closes_at is None or now < self.closes_at


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


class CategoryModeration(models.Model):
    """How the discussions of one category are moderated, where they do not say so themselves."""

    category = models.OneToOneField(
        "articles.Category",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("category"),
    )
    moderation = models.CharField(_("moderation"), max_length=10, choices=Moderation)

    class Meta:
        verbose_name = _("moderation of a category")
        verbose_name_plural = _("moderation of categories")

    def __str__(self) -> str:
        return f"{self.category}: {self.get_moderation_display()}"


class PanicQuerySet(models.QuerySet["Panic"]):
    def in_force(self, now: dt.datetime) -> Self:
        """“close” is more than “hold”, and comes before it."""
        return self.filter(begins_at__lte=now, ends_at__gt=now).order_by("measure")


class Panic(models.Model):
    """A measure for the whole site that ends by itself."""

    class Measure(models.TextChoices):
        HOLD = "hold", _("Hold every comment")
        CLOSE = "close", _("Take no comments")

    measure = models.CharField(_("measure"), max_length=10, choices=Measure)
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), db_index=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(_("by"), max_length=150)
    ended_by_name = models.CharField(_("ended early by"), max_length=150, blank=True)

    objects = PanicQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency measure")
        verbose_name_plural = _("emergency measures")
        ordering = ["-begins_at", "-pk"]

    def __str__(self) -> str:
        return self.get_measure_display()


class DiscussionChange(models.Model):
    """That somebody opened, closed or hid a discussion, or said whose comments wait there.

    A row has the whole state after the change.
    """

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="changes")
    mode = models.CharField(_("mode"), max_length=10, choices=Mode)
    closes_at = models.DateTimeField(_("closes"), null=True)
    moderation = models.CharField(_("moderation"), max_length=10, choices=Moderation, blank=True)
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
        return f"{self.by_name}: {self.in_words}"

    @property
    def in_words(self) -> str:
        words = self.get_mode_display()
        if self.moderation:
            words = _("%(mode)s; comments that wait: %(whose)s") % {
                "mode": words,
                "whose": self.get_moderation_display(),
            }
        if self.closes_at is None:
            return words
        closing = date_format(timezone.localtime(self.closes_at), "DATETIME_FORMAT")
        return _("%(mode)s, until %(moment)s") % {"mode": words, "moment": closing}
