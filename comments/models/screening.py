"""What screening goes by: rules and bans that moderators make, and what their decisions taught."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Rule(models.Model):
    """Words that hold a comment, or mark it as spam, wherever they stand."""

    class Effect(models.TextChoices):
        HOLD = "hold", _("Hold it")
        SPAM = "spam", _("Mark it as spam")

    words = models.CharField(_("words"), max_length=200)
    whole_word = models.BooleanField(_("whole words only"), default=True)
    effect = models.CharField(_("effect"), max_length=10, choices=Effect, default=Effect.HOLD)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in force"), default=True)
    created_at = models.DateTimeField(_("made"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        return self.words


class BanQuerySet(models.QuerySet["Ban"]):
    def in_force(self, now: dt.datetime) -> Self:
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), begins_at__lte=now)

    def of(self, *, email: str, network: str, hosts: list[str], now: dt.datetime) -> Self:
        """Those in force on any of these; `email` is in lower case, and "" is nobody's."""
        return self.in_force(now).filter(
            Q(sort=Ban.Sort.ADDRESS, value=email)
            | Q(sort=Ban.Sort.NETWORK, value=network)
            | Q(sort=Ban.Sort.HOST, value__in=hosts)
        )


class Ban(models.Model):
    """Who may not write, edit, report or vote, why, and until when."""

    class Sort(models.TextChoices):
        ADDRESS = "address", _("E-mail address")
        NETWORK = "network", _("Network")
        HOST = "host", _("Website")

    sort = models.CharField(_("what"), max_length=10, choices=Sort)
    value = models.CharField(
        _("value"), max_length=254, help_text=_("An address, a network's code, or a host name.")
    )
    reason = models.CharField(_("reason"), max_length=200)
    begins_at = models.DateTimeField(_("from"), editable=False)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    by_name = models.CharField(_("by"), max_length=150, editable=False)

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        ordering = ["-begins_at", "-pk"]
        indexes = [models.Index(fields=["sort", "value"], name="ban_of")]

    def __str__(self) -> str:
        return self.value


class LinkedHost(models.Model):
    """That a comment links to a host, or names it as its writer's website."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="hosts")
    host = models.CharField(max_length=253, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "host"], name="linked_host_once")]
        # The newest of a host: PostgreSQL would look for those of a rare one among all links.
        indexes = [models.Index(fields=["host", "id"], name="linked_host_newest")]

    def __str__(self) -> str:
        return self.host


class Token(models.Model):
    """In how many decided comments a word stood."""

    word = models.CharField(max_length=60, unique=True)
    good = models.PositiveIntegerField(default=0)
    spam = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.word


class Lesson(models.Model):
    """What the classifier has learned from one comment, so that it can be unlearned."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="lesson")
    is_spam = models.BooleanField()
    words = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], condition=Q(is_spam=True), name="lesson_spam_at")]

    def __str__(self) -> str:
        return str(self.comment_id)
