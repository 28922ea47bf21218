"""Every transition of a comment: what, who, when, and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment, State


class RejectionReason(models.TextChoices):
    """What the writer of a rejected comment is told."""

    OFF_TOPIC = "off_topic", _("It is not about the article.")
    ABUSE = "abuse", _("It attacks or insults somebody.")
    ADVERTISING = "advertising", _("It advertises something.")
    UNSAFE_ADVICE = "unsafe_advice", _("It gives advice that could harm.")
    PERSONAL_DATA = "personal_data", _("It contains personal data.")
    OTHER = "other", _("It does not follow our comment guidelines.")


class Edit(models.Model):
    """What a comment said before its writer changed it, or a moderator redacted it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="edits")
    body = models.TextField(_("text before"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(_("by"), max_length=150)
    redacts = models.BooleanField(_("redaction"), default=False)

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.at}"


class Decision(models.Model):
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="decisions")
    from_state = models.CharField(_("from"), max_length=10, choices=State, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=State)
    reason = models.CharField(_("reason"), max_length=20, choices=RejectionReason, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(_("by"), max_length=150)
    undone = models.BooleanField(_("undone"), default=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.get_to_state_display()}"
