"""What came from other sites: the memory that keeps an import from doing anything twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.people import Author, Team
from articles.models.taxonomy import Category, Tag


class ForeignKind(models.TextChoices):
    """What a thing is called where it came from."""

    POST = "post", _("Post or page")
    AUTHOR = "author", _("Author")
    BYLINE = "byline", _("Name in a byline")
    CATEGORY = "category", _("Category")
    TAG = "tag", _("Tag")
    TEAM = "team", _("Team")


class ImportedItem(models.Model):
    """That one thing of another site was imported, and what became of it here.

    The row outlives the thing: where nothing is referred to, it was deleted here, and a later
    import does not bring it back.
    """

    source = models.CharField(
        _("source"), max_length=200, help_text=_("The other site, for example “example.org/blog”.")
    )
    foreign_kind = models.CharField(_("kind there"), max_length=10, choices=ForeignKind)
    foreign_id = models.CharField(_("number or name there"), max_length=200)
    imported_at = models.DateTimeField(_("imported"))
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+")
    author = models.ForeignKey(Author, on_delete=models.SET_NULL, null=True, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.SET_NULL, null=True, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.SET_NULL, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "foreign_kind", "foreign_id"], name="imported_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.foreign_kind} {self.foreign_id}"
