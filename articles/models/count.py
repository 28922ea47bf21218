"""How many editions there are, so that a list knows its length without counting rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Kind
from articles.models.taxonomy import Category


class OpenCount(models.Model):
    """How many editions of a kind have content and no end, so that lists need not count them.

    Kept by `articles.editions.count_open`; `listings` turns it into the number at a moment.
    """

    article_kind = models.CharField(max_length=10, choices=Kind, primary_key=True)
    editions = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number of open editions")
        verbose_name_plural = _("numbers of open editions")

    def __str__(self) -> str:
        return f"{self.article_kind}: {self.editions}"


class CategoryCount(models.Model):
    """The same of the articles in a category itself; there is none until it has had an article."""

    category = models.OneToOneField(
        Category, on_delete=models.CASCADE, primary_key=True, related_name="open_count"
    )
    editions = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number of open editions in a category")
        verbose_name_plural = _("numbers of open editions in categories")

    def __str__(self) -> str:
        return f"{self.category}: {self.editions}"
