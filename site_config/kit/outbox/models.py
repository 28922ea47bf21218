"""Letters: mail to one address each, until thirty days after it was sent."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)

    def due(self, now: dt.datetime) -> Self:
        return self.waiting().filter(due_at__lte=now)


class Letter(models.Model):
    """One mail to one address.

    A sender first claims it: that counts an attempt, sets `sending_since` and moves `due_at` ahead,
    so that a letter whose sender dies comes up again by itself, under the same Message-ID.
    """

    to = models.CharField(_("to"), max_length=320)
    subject = models.CharField(_("subject"), max_length=400)
    text = models.TextField(_("text"), help_text="Emptied once it is sent.")
    html = models.TextField(
        blank=True, help_text="The same text in HTML, if it has one; emptied once it is sent."
    )
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=255, unique=True)
    once = models.CharField(
        max_length=300, blank=True, help_text="What may be written about only once."
    )
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("next attempt"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    interruptions = models.PositiveSmallIntegerField(
        default=0, help_text="How many attempts ended without anybody knowing how."
    )
    sending_since = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True, db_index=True)
    failed_at = models.DateTimeField(_("given up"), null=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="letter_once")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="letter_waiting",
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
            ),
            models.Index(
                fields=["failed_at"], name="letter_failed", condition=Q(failed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.subject
