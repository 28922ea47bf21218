"""Revisions: what the desk copy said at each explicit save, and who signed it off."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Revision(models.Model):
    """An immutable snapshot of a whole desk copy (`articles.snapshots` knows its shape)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField(_("data"))
    schema = models.PositiveSmallIntegerField(_("schema"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("saved"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.data.get('title', '')} ({self.number})"


class Acknowledgement(models.Model):
    """That a person has read a warning of the gate about one revision and goes on all the same."""

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="acknowledgements"
    )
    check_id = models.CharField(_("check"), max_length=60)
    message = models.TextField(_("message"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(_("by"), max_length=150)

    class Meta:
        verbose_name = _("acknowledged warning")
        verbose_name_plural = _("acknowledged warnings")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.message


class SignOff(models.Model):
    """That a person vouches for one exact revision."""

    class Sort(models.TextChoices):
        EDITORIAL = "editorial", _("Editorial")
        MEDICAL = "medical", _("Medical")

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="sign_offs")
    sort = models.CharField(_("sort"), max_length=10, choices=Sort)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(_("by"), max_length=150)
    credential = models.CharField(_("credential"), max_length=160, blank=True)
    note = models.TextField(_("note"), blank=True)
    share_link = models.ForeignKey(
        "articles.ShareLink",
        on_delete=models.SET_NULL,
        null=True,
        related_name="sign_offs",
        help_text="By which somebody without an account signed.",
    )

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_sort_display()}: {self.by_name}"
