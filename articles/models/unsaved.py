"""What people have typed and not saved yet, and who has which article open."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, Kind


class UnsavedText(models.Model):
    """One rolling copy of a form of the desk for each person and article, or new article."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, related_name="unsaved_texts"
    )
    fields = models.JSONField(help_text="As the browser would send them: names with their values.")
    base_version = models.PositiveIntegerField(
        default=0, help_text="The version of the article over which it was typed."
    )
    tab = models.CharField(max_length=40, help_text="Which tab of the browser keeps it.")
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "article"],
                condition=Q(article__isnull=False),
                name="unsaved_text_once_per_article",
            ),
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(article__isnull=True),
                name="unsaved_text_once_per_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.article or self.get_kind_display()}"


class Presence(models.Model):
    """That a person has the form of an article open; advisory, and soon out of date."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="presence_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.article}"
