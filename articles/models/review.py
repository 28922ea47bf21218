"""The life of what is published: reviews, and what readers report."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Review(Article):
    """An article that has to be looked at again, in a list of its own."""

    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["-open_reports", "review_due_on", "pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")


class ErrorReport(models.Model):
    """What a reader says is wrong or out of date; for the editors alone."""

    class Sort(models.TextChoices):
        WRONG = "wrong", _("Something is wrong")
        OUTDATED = "outdated", _("Something is out of date")
        UNCLEAR = "unclear", _("Something is hard to understand")
        BROKEN = "broken", _("A link or picture does not work")
        OTHER = "other", _("Something else")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="reports")
    sort = models.CharField(_("what"), max_length=10, choices=Sort)
    body = models.TextField(_("message"), max_length=2000)
    email = models.EmailField(_("e-mail"), blank=True)
    network = models.CharField(max_length=64, blank=True, help_text="Keyed hash of the prefix.")
    at = models.DateTimeField(_("at"))
    resolved_at = models.DateTimeField(_("dealt with"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    resolution = models.CharField(_("what was done"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["at"], condition=Q(resolved_at__isnull=True), name="error_report_open"
            ),
            models.Index(fields=["network", "at"], name="error_report_network"),
        ]

    def __str__(self) -> str:
        return self.body


class MailPreference(models.Model):
    """Which mails a person at the desk wants; without a row, all that concern their role."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preference"
    )
    submitted = models.BooleanField(_("an article is submitted for review"), default=True)
    decided = models.BooleanField(_("my article is approved or given back"), default=True)
    published = models.BooleanField(_("my article goes live or is withdrawn"), default=True)
    noted = models.BooleanField(_("somebody writes a note on my article"), default=True)
    review_due = models.BooleanField(_("the weekly list of reviews that are due"), default=True)

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")

    def __str__(self) -> str:
        return str(self.user)
