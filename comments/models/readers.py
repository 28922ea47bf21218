"""What is known of readers who write: proved addresses, reports, votes, and who wants no mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.discussion import Discussion


class ProvedAddress(models.Model):
    """An e-mail address whose owner has followed a signed link; trust rests on it and expires."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    proved_at = models.DateTimeField(_("proved"))
    trusted_until = models.DateTimeField(_("trusted until"), null=True)

    class Meta:
        verbose_name = _("proved address")
        verbose_name_plural = _("proved addresses")

    def __str__(self) -> str:
        return self.email


class MailRefusal(models.Model):
    """That an address wants no more mail about one discussion, or about none at all."""

    email = models.EmailField(max_length=254)
    discussion = models.ForeignKey(
        Discussion, on_delete=models.CASCADE, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email", "discussion"], name="mail_refusal_once"),
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(discussion__isnull=True),
                name="mail_refusal_of_all_once",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class Report(models.Model):
    """That a reader finds a published comment wrong."""

    class Sort(models.TextChoices):
        ABUSE = "abuse", _("It attacks or insults somebody.")
        HARM = "harm", _("It gives advice that could harm.")
        ADVERTISING = "advertising", _("It advertises something.")
        PERSONAL_DATA = "personal_data", _("It contains personal data.")
        OTHER = "other", _("Something else.")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    sort = models.CharField(_("what"), max_length=20, choices=Sort)
    note = models.CharField(_("note"), max_length=500, blank=True)
    reporter = models.CharField(max_length=32, help_text="Keyed hash; one report a device.")
    network = models.CharField(
        max_length=32, blank=True, help_text="Keyed hash, until the report is settled."
    )
    at = models.DateTimeField(_("at"))
    settled_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter"], name="report_once_per_device")
        ]
        indexes = [
            models.Index(fields=["network", "at"], condition=~Q(network=""), name="report_network")
        ]

    def __str__(self) -> str:
        return self.get_sort_display()


class Vote(models.Model):
    """That a device found a comment helpful."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="cast_votes")
    voter = models.CharField(max_length=32, help_text="Keyed hash; one vote a device.")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "voter"], name="vote_once_per_device")
        ]

    def __str__(self) -> str:
        return str(self.comment_id)


class Question(models.Model):
    """That a comment was made into the draft of a FAQ."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="question")
    faq = models.ForeignKey("articles.Faq", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.faq)
