"""Addresses: a path belongs to one article, for good."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Address(models.Model):
    """A path reserved for an article, kept through renames so that old links go on working."""

    path = models.CharField(_("path"), max_length=250, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="addresses")
    reserved_at = models.DateTimeField(_("reserved"))

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["-reserved_at"]

    def __str__(self) -> str:
        return self.path
